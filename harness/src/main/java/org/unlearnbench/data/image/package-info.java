package org.unlearnbench.data.image;

/**
 * Image files to 8-bit RGB pixels of the wanted size: decoding, padding, resizing. Nothing here
 * knows labels or data sets.
 */
