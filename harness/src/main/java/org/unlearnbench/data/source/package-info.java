/** The data sources that come with the harness, and what they share. */
package org.unlearnbench.data.source;
