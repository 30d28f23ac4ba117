/**
 * The extension point for unlearning methods and the pieces they share: training loop, attack,
 * masks, random streams, artefacts. Methods themselves live in the module {@code baselines}.
 */
package org.unlearnbench.method;
