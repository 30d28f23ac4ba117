/**
 * What is measured inside a finished model, after its outputs are stored: distances of its weights,
 * and how soon it learns the forget set again. The code of this package is part of the cache key of
 * those cells that ask for it.
 */
package org.unlearnbench.run.probe;
