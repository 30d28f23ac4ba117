package org.unlearnbench.data.source;

import org.unlearnbench.data.Sample;
import org.unlearnbench.data.Split;
import org.unlearnbench.data.cache.ImageFile;

/**
 * One image of a data set before it is decoded.
 *
 * @param split where it belongs
 * @param sample its path, identity and label
 * @param image its file
 */
public record Entry(Split split, Sample sample, ImageFile image) {}
