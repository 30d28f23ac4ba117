package org.unlearnbench.figures.study;

import org.unlearnbench.metric.attack.Interval;

/**
 * A method's rank.
 *
 * @param rank 1 is best; equal means share the better rank
 * @param seeds how many seeds the interval rests on, 0 where there is none
 * @param ci95 ranks that resampling the seeds gives, whole numbers; none below two seeds and for a
 *     method that lacks one of them
 */
public record RankEstimate(int rank, int seeds, Interval ci95) {}
