package org.unlearnbench.run;

/**
 * One thing that came out differently when a cell was made again.
 *
 * @param cell {@code dataset/method/seed-n}
 * @param what file and place in it
 * @param stored what the run directory has
 * @param now what came out
 */
public record Difference(String cell, String what, String stored, String now) {}
