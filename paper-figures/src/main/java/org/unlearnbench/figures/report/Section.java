package org.unlearnbench.figures.report;

import java.io.IOException;

/** A part of the report with a heading and a place in its navigation. */
interface Section {

  /** Anchor: lower-case letters and hyphens. */
  String id();

  /** Heading. */
  String title();

  /** False if there is nothing to show; the section is then left out. */
  boolean present();

  /** Writes all below the heading. */
  void write(HtmlWriter html) throws IOException;
}
