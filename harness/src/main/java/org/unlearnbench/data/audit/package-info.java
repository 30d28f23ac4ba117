package org.unlearnbench.data.audit;

/**
 * The split audit: counts against the published ones, balance, people and images that are in more
 * than one split, and files that cannot be read. Looks at files only, never at a model.
 */
