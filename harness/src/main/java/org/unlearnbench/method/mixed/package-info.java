/** Steps that see two sets at once: pairs of batches, and batches of both. */
package org.unlearnbench.method.mixed;
