/**
 * From an experiment to results: the plan of cells, the executor and its worker processes,
 * resuming, scoring, provenance. What happens inside a worker is in {@link
 * org.unlearnbench.run.cell}.
 */
package org.unlearnbench.run;
