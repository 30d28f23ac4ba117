/**
 * What each figure shows, as data: the same records are drawn for paper, drawn for the report, and
 * written beside the figure as CSV.
 */
package org.unlearnbench.figures.series;
