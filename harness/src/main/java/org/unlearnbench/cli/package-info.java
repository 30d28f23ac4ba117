/** The command line: one class per command. Parses, calls, prints; decides nothing else. */
package org.unlearnbench.cli;
