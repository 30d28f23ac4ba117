package org.unlearnbench.data.text;

/** Annotation files: strict reading of text and CSV, with errors that say file and line. */
