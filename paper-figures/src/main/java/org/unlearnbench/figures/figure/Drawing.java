package org.unlearnbench.figures.figure;

import de.erichseifert.vectorgraphics2d.intermediate.CommandSequence;
import de.erichseifert.vectorgraphics2d.intermediate.commands.AffineTransformCommand;
import de.erichseifert.vectorgraphics2d.intermediate.commands.Command;
import de.erichseifert.vectorgraphics2d.intermediate.commands.DrawShapeCommand;
import de.erichseifert.vectorgraphics2d.intermediate.commands.DrawStringCommand;
import de.erichseifert.vectorgraphics2d.intermediate.commands.FillShapeCommand;
import de.erichseifert.vectorgraphics2d.intermediate.commands.SetColorCommand;
import de.erichseifert.vectorgraphics2d.intermediate.commands.SetFontCommand;
import de.erichseifert.vectorgraphics2d.intermediate.commands.SetStrokeCommand;
import de.erichseifert.vectorgraphics2d.intermediate.commands.SetTransformCommand;
import de.rototor.pdfbox.graphics2d.PdfBoxGraphics2D;
import de.rototor.pdfbox.graphics2d.PdfBoxGraphics2DFontTextDrawer;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.Shape;
import java.awt.font.FontRenderContext;
import java.awt.font.TextLayout;
import java.awt.geom.AffineTransform;
import java.awt.geom.Line2D;
import java.awt.geom.Path2D;
import java.awt.geom.Point2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDPageContentStream;
import org.apache.pdfbox.pdmodel.common.PDRectangle;

/**
 * A figure drawn: strokes, filled shapes and texts in order, from which every format is written,
 * without a clock or a random number.
 *
 * @param title what a screen reader says
 * @param width in half points
 * @param height in half points
 * @param parts what is drawn
 */
public record Drawing(String title, double width, double height, List<Part> parts) {
  /** Pixels per unit of a bitmap: 360 to an inch. */
  private static final double PIXELS = 2.5;

  private static final int PIXELS_PER_METRE = 14_173;

  /** Something drawn in one colour. */
  sealed interface Part {
    Color color();
  }

  record Stroked(Shape shape, BasicStroke stroke, Color color) implements Part {}

  record Filled(Shape shape, Color color) implements Part {}

  /** A text; {@code place} puts its base line's left end, and turns it. */
  record Written(String text, Font font, AffineTransform place, Color color) implements Part {}

  public Drawing {
    parts = List.copyOf(parts);
  }

  static Drawing of(String title, double width, double height, CommandSequence commands) {
    Recorder recorder = new Recorder();
    commands.forEach(recorder::take);
    return new Drawing(title, width, height, recorder.parts);
  }

  /** Resolves what graphics were told into parts that need no state. */
  private static final class Recorder {
    private final List<Part> parts = new ArrayList<>();
    private AffineTransform place = new AffineTransform();
    private Color color = Color.BLACK;
    private BasicStroke stroke = new BasicStroke();
    private Font font;

    void take(Command<?> command) {
      if (command instanceof SetTransformCommand c) {
        place = new AffineTransform(c.getValue());
      } else if (command instanceof AffineTransformCommand c) {
        place.concatenate(c.getValue());
      } else if (command instanceof SetColorCommand c) {
        color = c.getValue();
      } else if (command instanceof SetStrokeCommand c) {
        stroke = (BasicStroke) c.getValue();
      } else if (command instanceof SetFontCommand c) {
        font = c.getValue();
      } else if (command instanceof DrawStringCommand c) {
        AffineTransform at = new AffineTransform(place);
        at.translate(c.getX(), c.getY());
        parts.add(new Written(c.getValue(), font, at, color));
      } else if (command instanceof FillShapeCommand c && color.getAlpha() > 0) {
        parts.add(new Filled(place.createTransformedShape(c.getValue()), color));
      } else if (command instanceof DrawShapeCommand c && color.getAlpha() > 0) {
        if (!(c.getValue() instanceof Line2D line && goesOn(line))) {
          parts.add(new Stroked(place.createTransformedShape(c.getValue()), stroke, color));
        }
      }
    }

    /** XChart draws a line piece by piece, which would begin its dashes anew with each. */
    private boolean goesOn(Line2D line) {
      if (parts.isEmpty()
          || !(parts.get(parts.size() - 1) instanceof Stroked last)
          || !last.color.equals(color)
          || !last.stroke.equals(stroke)
          || !(last.shape instanceof Path2D path)
          || path.getCurrentPoint() == null) {
        return false;
      }
      Point2D from = place.transform(line.getP1(), null);
      if (from.distance(path.getCurrentPoint()) > 1e-6) {
        return false;
      }
      Point2D to = place.transform(line.getP2(), null);
      path.lineTo(to.getX(), to.getY());
      return true;
    }
  }

  /** A bitmap. */
  byte[] png() throws IOException {
    BufferedImage image =
        new BufferedImage(
            (int) Math.round(PIXELS * width),
            (int) Math.round(PIXELS * height),
            BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = image.createGraphics();
    graphics.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
    graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
    graphics.scale(PIXELS, PIXELS);
    paint(graphics, false);
    graphics.dispose();
    return PngFile.of(image, PIXELS_PER_METRE);
  }

  /** A page of the figure's size, its text as text. */
  byte[] pdf() throws IOException {
    try (PDDocument document = new PDDocument();
        PdfBoxGraphics2DFontTextDrawer fonts = new PdfBoxGraphics2DFontTextDrawer()) {
      fonts.registerFont(new ByteArrayInputStream(Look.bytes("OpenSans-Regular.ttf")));
      fonts.registerFont(new ByteArrayInputStream(Look.bytes("OpenSans-Semibold.ttf")));
      // PDFBox makes the file's id from the clock unless told otherwise.
      document.setDocumentId(0L);
      float pageWidth = (float) (width / Look.UNITS);
      float pageHeight = (float) (height / Look.UNITS);
      PDPage page = new PDPage(new PDRectangle(pageWidth, pageHeight));
      document.addPage(page);
      PdfBoxGraphics2D graphics = new PdfBoxGraphics2D(document, pageWidth, pageHeight);
      graphics.setFontTextDrawer(fonts);
      graphics.scale(1 / Look.UNITS, 1 / Look.UNITS);
      paint(graphics, true);
      graphics.dispose();
      try (PDPageContentStream content = new PDPageContentStream(document, page)) {
        content.drawForm(graphics.getXFormObject());
      }
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      document.save(bytes);
      return bytes.toByteArray();
    }
  }

  private void paint(Graphics2D graphics, boolean asText) {
    for (Part part : parts) {
      graphics.setColor(part.color());
      if (part instanceof Stroked stroked) {
        graphics.setStroke(stroked.stroke);
        graphics.draw(stroked.shape);
      } else if (part instanceof Filled filled) {
        graphics.fill(filled.shape);
      } else if (part instanceof Written written) {
        write(graphics, written, asText);
      }
    }
  }

  /** Letters that the fonts lack are drawn, since no file could hold them as text. */
  private static void write(Graphics2D graphics, Written written, boolean asText) {
    AffineTransform before = graphics.getTransform();
    graphics.transform(written.place);
    graphics.setFont(written.font);
    if (asText && written.font.canDisplayUpTo(written.text) < 0) {
      graphics.drawString(written.text, 0, 0);
    } else {
      graphics.fill(
          new TextLayout(written.text, written.font, new FontRenderContext(null, true, true))
              .getOutline(null));
    }
    graphics.setTransform(before);
  }

  /** An element for a page, which has the fonts and may change the colours. */
  public String svg() {
    return Svg.element(this);
  }
}
