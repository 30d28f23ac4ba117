/**
 * Metrics: accuracy, membership inference, NoMUS, closeness to Retrained. Functions of stored
 * outputs; no model, no file, no global state.
 */
package org.unlearnbench.metric;
