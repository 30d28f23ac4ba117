/**
 * Boards as tables: one object, written as CSV, Markdown, LaTeX and terminal text. Numbers look the
 * same in every locale.
 */
package org.unlearnbench.figures.table;
