/** What {@code ./unlearn score} reads (files of losses) and prints. */
package org.unlearnbench.cli.score;
