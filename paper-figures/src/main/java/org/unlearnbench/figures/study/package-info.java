/**
 * Stored cells grouped for showing: data sets, their methods in rank order, estimates over seeds,
 * and the columns that can be shown. Everything the tables, figures and pages say comes from here.
 */
package org.unlearnbench.figures.study;
