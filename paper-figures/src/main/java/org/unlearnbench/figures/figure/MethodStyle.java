package org.unlearnbench.figures.figure;

/**
 * How a method is drawn.
 *
 * @param ink colour, at least 3:1 against its ground
 * @param mark shape of its points
 * @param dash of its curves
 */
public record MethodStyle(Ink ink, Mark mark, Dash dash) {}
