package org.unlearnbench.figures.report;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Set;

/**
 * Writes HTML and SVG elements in order. Every text and attribute value is escaped, so nothing from
 * a configuration, a path or a log can become markup.
 */
final class HtmlWriter {
  /** Elements after which a line may end; elsewhere it would show as a space. */
  private static final Set<String> BLOCKS =
      Set.of(
          "html",
          "head",
          "title",
          "style",
          "script",
          "body",
          "header",
          "nav",
          "main",
          "section",
          "article",
          "footer",
          "h1",
          "h2",
          "h3",
          "h4",
          "p",
          "pre",
          "div",
          "ul",
          "li",
          "dl",
          "dt",
          "dd",
          "table",
          "caption",
          "thead",
          "tbody",
          "tr",
          "figure",
          "figcaption",
          "details",
          "form",
          "fieldset",
          "option");

  private final StringBuilder out = new StringBuilder();
  private final Deque<String> open = new ArrayDeque<>();

  /**
   * Opens an element.
   *
   * @param attributes names and values in turn; an attribute whose value is null is left out
   */
  HtmlWriter open(String tag, String... attributes) {
    start(tag, attributes);
    open.push(tag);
    return this;
  }

  /** Closes the element opened last. */
  HtmlWriter close() {
    end(open.pop());
    return this;
  }

  /** An element that holds a text alone. */
  HtmlWriter element(String tag, String text, String... attributes) {
    start(tag, attributes);
    text(text);
    end(tag);
    return this;
  }

  /** An HTML element that has no content and no end, such as {@code br}. */
  HtmlWriter single(String tag, String... attributes) {
    start(tag, attributes);
    return this;
  }

  /** A text, shown as it is. */
  HtmlWriter text(String text) {
    out.append(escape(text));
    return this;
  }

  /** Markup of our own, taken as it is: never anything from outside. */
  HtmlWriter trusted(String markup) {
    out.append(markup);
    return this;
  }

  /** What was written, when every element is closed. */
  String finish() {
    if (!open.isEmpty()) {
      throw new IllegalStateException("not closed: " + open);
    }
    return out.toString();
  }

  private void start(String tag, String... attributes) {
    out.append('<').append(tag);
    for (int i = 0; i < attributes.length; i += 2) {
      if (attributes[i + 1] != null) {
        out.append(' ').append(attributes[i]).append("=\"");
        out.append(escape(attributes[i + 1])).append('"');
      }
    }
    out.append('>');
  }

  private void end(String tag) {
    out.append("</").append(tag).append('>');
    if (BLOCKS.contains(tag)) {
      out.append('\n');
    }
  }

  private static String escape(String text) {
    StringBuilder escaped = new StringBuilder(text.length() + 16);
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '&' -> escaped.append("&amp;");
        case '<' -> escaped.append("&lt;");
        case '>' -> escaped.append("&gt;");
        case '"' -> escaped.append("&quot;");
        case '\'' -> escaped.append("&#39;");
        case '\n', '\t' -> escaped.append(c);
        default -> escaped.append(Character.isISOControl(c) ? '\ufffd' : c);
      }
    }
    return escaped.toString();
  }
}
