/** Annotation files: strict reading of text and CSV, with errors that say file and line. */
package org.unlearnbench.data.text;
