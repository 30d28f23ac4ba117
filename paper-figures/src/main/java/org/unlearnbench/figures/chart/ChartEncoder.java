package org.unlearnbench.figures.chart;

import de.rototor.pdfbox.graphics2d.PdfBoxGraphics2D;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import javax.imageio.ImageIO;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDPageContentStream;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
import org.knowm.xchart.VectorGraphicsEncoder;
import org.knowm.xchart.VectorGraphicsEncoder.VectorGraphicsFormat;
import org.knowm.xchart.XYChart;

/** Charts as bytes of files, without a clock or a random number in them. */
final class ChartEncoder {
  /** Pixels per unit of a bitmap: 480 units at a column's width are then 420 dots per inch. */
  private static final int SCALE = 3;

  private ChartEncoder() {}

  static byte[] png(XYChart chart) throws IOException {
    BufferedImage image =
        new BufferedImage(
            SCALE * chart.getWidth(), SCALE * chart.getHeight(), BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = image.createGraphics();
    graphics.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
    graphics.scale(SCALE, SCALE);
    chart.paint(graphics, chart.getWidth(), chart.getHeight());
    graphics.dispose();
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    ImageIO.setUseCache(false);
    ImageIO.write(image, "png", bytes);
    return bytes.toByteArray();
  }

  /**
   * The chart as SVG.
   *
   * @param title what screen readers say
   */
  static byte[] svg(XYChart chart, String title) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    VectorGraphicsEncoder.saveVectorGraphic(chart, bytes, VectorGraphicsFormat.SVG);
    String text = bytes.toString(StandardCharsets.UTF_8).replace("\r\n", "\n");
    int start = text.indexOf('>', text.indexOf("<svg")) + 1;
    String escaped = title.replace("&", "&amp;").replace("<", "&lt;");
    String titled =
        text.substring(0, start) + "\n  <title>" + escaped + "</title>" + text.substring(start);
    return titled.getBytes(StandardCharsets.UTF_8);
  }

  static byte[] pdf(XYChart chart) throws IOException {
    try (PDDocument document = new PDDocument()) {
      // PDFBox makes the file's id from the clock unless told otherwise.
      document.setDocumentId(0L);
      PDPage page = new PDPage(new PDRectangle(chart.getWidth(), chart.getHeight()));
      document.addPage(page);
      PdfBoxGraphics2D graphics =
          new PdfBoxGraphics2D(document, chart.getWidth(), chart.getHeight());
      chart.paint(graphics, chart.getWidth(), chart.getHeight());
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
