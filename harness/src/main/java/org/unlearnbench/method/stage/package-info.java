/** Parts of a network from its input to its output. */
package org.unlearnbench.method.stage;
