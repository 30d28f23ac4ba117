/** Convolution filters: scoring, choosing and re-initialising them. */
package org.unlearnbench.method.filter;
