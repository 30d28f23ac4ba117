package org.unlearnbench.data.text;

/** Which line ends a file may have. */
public enum LineEnds {
  /** Line feeds only, as published files have: others say that the file was changed. */
  LF,
  /** Line feeds, alone or after carriage returns. */
  LF_OR_CRLF
}
