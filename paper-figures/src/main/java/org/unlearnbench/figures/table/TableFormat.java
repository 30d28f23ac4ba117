package org.unlearnbench.figures.table;

/** A way to write a board; every format writes the same object. */
public interface TableFormat {

  /** File name extension without its dot. */
  String extension();

  /** The whole file, with line feeds as line ends. */
  String render(BoardTable table);
}
