/** Adversarial attacks on images, with true eval-mode gradients. */
package org.unlearnbench.method.attack;
