/**
 * Figures: each is data (an axis, points, intervals), a description of a plot, and one drawing by
 * XChart, from which PNG, SVG and PDF are written and which the report shows; the data lies beside
 * it as CSV. Equal results give equal bytes.
 */
package org.unlearnbench.figures.figure;
