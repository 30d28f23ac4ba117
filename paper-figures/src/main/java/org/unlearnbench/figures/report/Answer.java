package org.unlearnbench.figures.report;

import java.util.List;

/**
 * An answer to a newcomer's question.
 *
 * @param brief the answer in a few words
 * @param sentences what there is to add, may be empty
 */
record Answer(String brief, List<String> sentences) {

  Answer {
    sentences = List.copyOf(sentences);
  }
}
