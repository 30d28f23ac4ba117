/** What {@code ./unlearn evaluate} makes of a weights file and an experiment. */
package org.unlearnbench.cli.evaluate;
