/**
 * What happens inside a worker: from a job's description to the files of its cells, a pure function
 * that knows nothing of other cells but the cache of trained originals. The code of this package is
 * part of every cache key.
 */
package org.unlearnbench.run.cell;
