/** Filters and kernels of convolutions: scoring, choosing and resetting them. */
package org.unlearnbench.method.filter;
