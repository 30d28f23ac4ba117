/**
 * From a configuration to results: the plan of cells, the executor and its worker processes, the
 * cache of trained originals, resuming, provenance.
 */
package org.unlearnbench.run;
