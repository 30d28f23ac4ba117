/** Finds images that occur more than once: by content, and by what they look like. */
package org.unlearnbench.data.duplicate;
