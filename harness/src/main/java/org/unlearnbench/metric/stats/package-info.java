/**
 * Statistics over seeds: means with intervals, paired comparisons, rank intervals, and warnings
 * about what a board must not be read as. Functions of numbers; a missing value is left out and
 * counted, never taken for 0.
 */
package org.unlearnbench.metric.stats;
