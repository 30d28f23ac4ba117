package org.unlearnbench.data.duplicate;

/** Finds images that occur more than once: by content, and by what they look like. */
