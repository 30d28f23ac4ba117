/** Figures for papers by XChart: PNG, SVG and PDF, equal bytes for equal results. */
package org.unlearnbench.figures.chart;
