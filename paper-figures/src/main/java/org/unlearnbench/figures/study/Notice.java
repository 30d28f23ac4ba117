package org.unlearnbench.figures.study;

/**
 * Something a reader of a board must know before believing it.
 *
 * @param dataset label of the data set it is about
 * @param text one sentence
 */
public record Notice(String dataset, String text) {}
