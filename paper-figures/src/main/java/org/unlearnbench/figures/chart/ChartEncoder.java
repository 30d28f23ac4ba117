package org.unlearnbench.figures.chart;

import de.erichseifert.vectorgraphics2d.VectorGraphics2D;
import de.erichseifert.vectorgraphics2d.svg.SVGProcessor;
import de.erichseifert.vectorgraphics2d.util.PageSize;
import de.rototor.pdfbox.graphics2d.PdfBoxGraphics2D;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDPageContentStream;
import org.apache.pdfbox.pdmodel.common.PDRectangle;

/** Figures as bytes of files, without a clock or a random number in them. */
final class ChartEncoder {
  /** Pixels per unit of a bitmap: 480 units at a column's width are then 350 dots per inch. */
  private static final double SCALE = 2.5;

  private static final int PIXELS_PER_METRE = 13_780;

  private ChartEncoder() {}

  static byte[] png(Figure figure) throws IOException {
    BufferedImage image =
        new BufferedImage(
            (int) Math.round(SCALE * figure.width()),
            (int) Math.round(SCALE * figure.height()),
            BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = image.createGraphics();
    graphics.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
    graphics.scale(SCALE, SCALE);
    figure.paint(graphics);
    graphics.dispose();
    return PngFile.of(image, PIXELS_PER_METRE);
  }

  /** The figure as SVG, with its title for screen readers. */
  static byte[] svg(Figure figure) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    VectorGraphics2D graphics = new VectorGraphics2D();
    figure.paint(graphics);
    PageSize page = new PageSize(0, 0, figure.width(), figure.height());
    new SVGProcessor().getDocument(graphics.getCommands(), page).writeTo(bytes);
    String text = bytes.toString(StandardCharsets.UTF_8).replace("\r\n", "\n");
    int start = text.indexOf('>', text.indexOf("<svg")) + 1;
    String escaped = figure.title().replace("&", "&amp;").replace("<", "&lt;");
    String titled =
        text.substring(0, start) + "\n  <title>" + escaped + "</title>" + text.substring(start);
    return titled.getBytes(StandardCharsets.UTF_8);
  }

  static byte[] pdf(Figure figure) throws IOException {
    try (PDDocument document = new PDDocument()) {
      // PDFBox makes the file's id from the clock unless told otherwise.
      document.setDocumentId(0L);
      PDPage page = new PDPage(new PDRectangle(figure.width(), figure.height()));
      document.addPage(page);
      PdfBoxGraphics2D graphics = new PdfBoxGraphics2D(document, figure.width(), figure.height());
      figure.paint(graphics);
      graphics.dispose();
      try (PDPageContentStream content = new PDPageContentStream(document, page)) {
        content.drawForm(graphics.getXFormObject());
      }
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      document.save(bytes);
      return bytes.toByteArray();
    }
  }
}
