package org.unlearnbench.result;

import org.unlearnbench.config.Info;

/**
 * What a column of metrics means, as it was when the metrics were computed.
 *
 * @param column in {@code runs.csv}
 * @param info title, summary and source; its name is the definition's versioned id
 * @param direction which way is better
 */
public record MetricCard(String column, Info info, Direction direction) {}
