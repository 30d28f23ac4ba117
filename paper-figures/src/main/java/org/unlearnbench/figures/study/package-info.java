/**
 * Stored cells grouped for showing: data sets, their methods in rank order, the columns that can be
 * shown, statistics over seeds (intervals, paired comparisons, rank intervals), and warnings about
 * what a board must not be read as. Everything the tables, figures and pages say comes from here. A
 * missing value is left out and counted, never taken for 0.
 */
package org.unlearnbench.figures.study;
