/**
 * {@code report.html}: one file that needs nothing else. Text from outside is escaped in one place,
 * {@link org.unlearnbench.figures.report.HtmlWriter}; the scripts and styles are resource files
 * beside this package.
 */
package org.unlearnbench.figures.report;
