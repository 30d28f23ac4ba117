/** Gradients over whole sets: what saliency and filter scores are made of. */
package org.unlearnbench.method.gradient;
