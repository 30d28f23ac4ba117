/**
 * JMH benchmarks of what takes the time: training step, inference, attack step, BatchNorm,
 * augmentation, decoding, membership inference. Run by {@code ./unlearn bench}.
 */
package org.unlearnbench.bench;
