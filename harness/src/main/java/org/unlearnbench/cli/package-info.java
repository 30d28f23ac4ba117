/**
 * The command line: one class per command, on what they have in common. Parses, calls, prints;
 * decides nothing else.
 */
package org.unlearnbench.cli;
