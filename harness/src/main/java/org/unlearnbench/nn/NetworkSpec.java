package org.unlearnbench.nn;

/**
 * What shape a network has.
 *
 * @param name registered name, for example {@code resnet18}
 * @param width channels of the first stage; 64 is the standard ResNet-18
 * @param imageSize width and height of its input in pixels
 * @param outputs number of logits
 */
public record NetworkSpec(String name, int width, int imageSize, int outputs) {}
