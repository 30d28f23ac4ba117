/** Learning from another network's outputs. */
package org.unlearnbench.method.distil;
