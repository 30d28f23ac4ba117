/** The {@code csv} source: a user's own images, listed in one file. */
package org.unlearnbench.data.csv;
