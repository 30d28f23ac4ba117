/** How much memory workers need, how much there is, and what each of them may take. */
package org.unlearnbench.run.memory;
