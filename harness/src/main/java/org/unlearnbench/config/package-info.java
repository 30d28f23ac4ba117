/**
 * From a YAML file to immutable records: parameters with types, ranges and defaults, and errors
 * that say file, line and column. Nothing here runs anything.
 */
package org.unlearnbench.config;
