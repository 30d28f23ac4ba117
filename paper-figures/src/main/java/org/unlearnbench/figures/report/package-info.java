/**
 * {@code report.html}: one file that needs nothing else. Templates, in {@code src/main/jte}, become
 * classes of this package when it is built; they escape all text by where it stands. The scripts
 * and styles are resource files beside this package.
 */
package org.unlearnbench.figures.report;
