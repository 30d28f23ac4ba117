package org.unlearnbench.metric;

import java.util.List;

/** Brings metrics; found by {@link java.util.ServiceLoader}. */
public interface MetricProvider {

  /** The metrics, in the order of their columns. */
  List<Metric> metrics();
}
