package org.unlearnbench.data.cmu;

/**
 * The CMU Face Images that come with the project: as a data source of their own, and written out in
 * the file layouts of the benchmarks whose images may not be passed on.
 */
