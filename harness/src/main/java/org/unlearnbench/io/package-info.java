/**
 * Bytes, and what can be wrong with them: files that are there whole or not at all, JSON, CSV,
 * bounded input, and the one exception that says what is wrong with the user's input. Knows no
 * other package of the project.
 */
package org.unlearnbench.io;
