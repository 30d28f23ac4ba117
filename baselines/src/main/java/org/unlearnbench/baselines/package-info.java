/**
 * The unlearning methods, one class each, with formula, source and deviations in the Javadoc.
 * Depends on the harness alone.
 */
package org.unlearnbench.baselines;
