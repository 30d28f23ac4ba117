/**
 * Numbers from papers beside ours: reads them from files, finds the cells that followed the same
 * recipe, and says of every number whether it was reproduced, differs, or cannot be compared.
 */
package org.unlearnbench.figures.published;
