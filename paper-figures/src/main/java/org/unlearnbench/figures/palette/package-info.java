/** Colours and marks of methods, the same in every figure and on every page. */
package org.unlearnbench.figures.palette;
