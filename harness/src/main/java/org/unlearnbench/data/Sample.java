package org.unlearnbench.data;

/**
 * One labelled image, without its pixels.
 *
 * @param path the path as the annotation file writes it, relative to the data set's folder
 * @param identity who is on the image; samples of one person share it
 * @param label single-label: {@code {class}}; multi-label: one 0/1 per attribute
 */
public record Sample(String path, String identity, int... label) {}
