/**
 * Boards and other tables: one {@link org.unlearnbench.figures.table.DataTable}, written as CSV,
 * Markdown, LaTeX and terminal text. Numbers look the same in every locale.
 */
package org.unlearnbench.figures.table;
