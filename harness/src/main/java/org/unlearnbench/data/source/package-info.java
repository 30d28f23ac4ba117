/**
 * The list of a data set's images before any pixel is decoded, which all sources give, and the
 * {@code csv} source: a user's own images, listed in one file.
 */
package org.unlearnbench.data.source;
