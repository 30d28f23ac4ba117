/** Tables, charts and the HTML report. Reads result files only, never a model. */
package org.unlearnbench.figures;
