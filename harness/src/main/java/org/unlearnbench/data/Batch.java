package org.unlearnbench.data;

/**
 * Images and labels of one step.
 *
 * @param size number of images n
 * @param pixels [n, 3, imageSize, imageSize], row-major, values in [0, 1]
 * @param labels one label array per image, see {@link Sample#label()}
 */
public record Batch(int size, float[] pixels, int[][] labels) {}
