package org.unlearnbench.data.image;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Decodes JPEG files as Pillow 9.4 with libjpeg-turbo 2.1 does, bit for bit: which colours the
 * samples are is decided as there, embedded profiles are not looked at, CMYK is taken as inverted.
 *
 * <p>The platform's own reader is not used: what it makes of markers, component numbers and
 * profiles differs from libjpeg and from one JDK to the next. Refused are files that are damaged,
 * and kinds that are hardly met: arithmetic coding, lossless and hierarchical ones, 12 bits.
 *
 * <p>After ITU-T T.81 and the documentation of libjpeg.
 */
final class JpegDecoder {
  private static final int BLOCK = 64;
  private static final int SOI = 0xd8;
  private static final int EOI = 0xd9;
  private static final int HALF = 1 << 15;

  /** So many coefficients libjpeg smooths while bits of one of them are missing. */
  private static final int LOW = 10;

  /** Where in a block, row by row, the coefficients are that come one after the other. */
  private static final int[] ZIGZAG = {
    0, 1, 8, 16, 9, 2, 3, 10, 17, 24, 32, 25, 18, 11, 4, 5, 12, 19, 26, 33, 40, 48, 41, 34, 27, 20,
    13, 6, 7, 14, 21, 28, 35, 42, 49, 56, 57, 50, 43, 36, 29, 22, 15, 23, 30, 37, 44, 51, 58, 59,
    52, 45, 38, 31, 39, 46, 53, 60, 61, 54, 47, 55, 62, 63
  };

  private final byte[] file;
  private final ImageFileDecoder limits;
  private final int[][] quanta = new int[4][];
  private final JpegBits.Codes[] dcCodes = new JpegBits.Codes[4];
  private final JpegBits.Codes[] acCodes = new JpegBits.Codes[4];
  private final short[] scratch = new short[BLOCK];
  private int position;
  private int width;
  private int height;
  private boolean progressive;
  private int restartInterval;
  private boolean jfif;
  private int adobe = -1;
  private List<Component> components = List.of();
  private int mostAcross;
  private int mostDown;
  private int blockRun;

  private JpegDecoder(byte[] file, ImageFileDecoder limits) {
    this.file = file;
    this.limits = limits;
  }

  /** One channel of the file. */
  private static final class Component {
    final int id;
    final int across;
    final int down;
    final int table;
    int blocksWide;
    int blocksHigh;
    int stored;
    short[] coefficients;
    int[] quantum;
    JpegPlane plane;
    JpegBits.Codes dc;
    JpegBits.Codes ac;
    int lastDc;

    /** By coefficient, of progressive files: how many low bits are still to come; -1: all. */
    final int[] bitsLeft = new int[BLOCK];

    Component(int id, int across, int down, int table) {
      this.id = id;
      this.across = across;
      this.down = down;
      this.table = table;
      Arrays.fill(bitsLeft, -1);
    }
  }

  /**
   * Decodes {@code file}.
   *
   * @param limits refuses what is too large before it is decoded
   */
  static RgbImage decode(byte[] file, ImageFileDecoder limits) throws UnreadableImageException {
    JpegDecoder decoder = new JpegDecoder(file, limits);
    try {
      decoder.read();
    } catch (IndexOutOfBoundsException e) {
      // A length or number in the file leads out of it, or out of the picture.
      throw decoder.position >= file.length
          ? JpegBits.cutOff()
          : new UnreadableImageException(
              "a JPEG that cannot be decoded (a number in it is too large)");
    }
    return decoder.toRgb();
  }

  private void read() throws UnreadableImageException {
    position = 2;
    boolean complete = false;
    while (true) {
      int at = JpegBits.nextMarker(file, position);
      if (at < 0) {
        throw JpegBits.cutOff();
      }
      int marker = file[at + 1] & 0xff;
      position = at + 2;
      if (marker == EOI || complete && (marker == 0xda || marker == SOI)) {
        break;
      }
      if (marker == SOI || marker == 0x01 || marker >= 0xd0 && marker <= 0xd7) {
        continue;
      }
      int end = position + number(position, 2);
      position += 2;
      if (end > file.length) {
        throw JpegBits.cutOff();
      }
      switch (marker) {
        case 0xc0, 0xc1, 0xc2 -> frame(marker == 0xc2);
        case 0xc4 -> huffmanTables(end);
        case 0xdb -> quantizationTables(end);
        case 0xdd -> restartInterval = number(position, 2);
        case 0xe0 -> jfif |= end - position >= 14 && startsWith("JFIF\0");
        case 0xee ->
            adobe = end - position >= 12 && startsWith("Adobe") ? byteAt(position + 11) : adobe;
        case 0xda -> {
          end = scan();
          complete = !progressive && components.stream().allMatch(c -> c.quantum != null);
        }
        case 0xc3, 0xc5, 0xc6, 0xc7, 0xcb, 0xcd, 0xce, 0xcf ->
            throw new UnreadableImageException(
                "a lossless or hierarchical JPEG; expected a common one");
        case 0xc9, 0xca ->
            throw new UnreadableImageException(
                "a JPEG with arithmetic coding; expected Huffman coding");
        default -> {}
      }
      position = end;
    }
    if (components.isEmpty()) {
      throw new UnreadableImageException("a JPEG without a picture");
    }
    finish();
  }

  private int byteAt(int index) {
    return file[index] & 0xff;
  }

  private int number(int index, int bytes) {
    return bytes == 1 ? byteAt(index) : byteAt(index) << 8 | byteAt(index + 1);
  }

  private boolean startsWith(String text) {
    return new String(file, position, text.length(), StandardCharsets.ISO_8859_1).equals(text);
  }

  private void quantizationTables(int end) throws UnreadableImageException {
    while (position < end) {
      int bytes = byteAt(position) >> 4 == 0 ? 1 : 2;
      int[] quantum = new int[BLOCK];
      for (int k = 0; k < BLOCK; k++) {
        quantum[ZIGZAG[k]] = number(position + 1 + k * bytes, bytes);
      }
      quanta[byteAt(position) & 15] = quantum;
      position += 1 + BLOCK * bytes;
    }
  }

  private void huffmanTables(int end) throws UnreadableImageException {
    while (position < end) {
      int number = byteAt(position);
      int[] counts = new int[16];
      int total = 0;
      for (int i = 0; i < counts.length; i++) {
        counts[i] = byteAt(position + 1 + i);
        total += counts[i];
      }
      position += 17;
      byte[] values = Arrays.copyOfRange(file, position, position + total);
      (number < 16 ? dcCodes : acCodes)[number & 15] = new JpegBits.Codes(counts, values);
      position += total;
    }
  }

  private void frame(boolean inSteps) throws UnreadableImageException {
    if (!components.isEmpty()) {
      throw new UnreadableImageException("a JPEG of several frames; expected one");
    }
    progressive = inSteps;
    int bits = byteAt(position);
    height = number(position + 1, 2);
    width = number(position + 3, 2);
    int count = byteAt(position + 5);
    if (bits != 8) {
      throw new UnreadableImageException(bits + " bits per channel; expected 8");
    }
    if (count != 1 && count != 3 && count != 4) {
      throw new UnreadableImageException(
          "a JPEG of %d channels; expected 1, 3 or 4".formatted(count));
    }
    if (width == 0 || height == 0) {
      // The standard lets the height follow the first scan; libjpeg does not read that either.
      throw new UnreadableImageException(
          "a JPEG that says %dx%d pixels before its picture".formatted(width, height));
    }
    limits.requireSize(width, height);
    List<Component> found = new ArrayList<>();
    for (int i = 0, at = position + 6; i < count; i++, at += 3) {
      int factors = byteAt(at + 1);
      Component component =
          new Component(byteAt(at), factors >> 4, factors & 15, byteAt(at + 2) & 3);
      if (component.across < 1
          || component.across > 4
          || component.down < 1
          || component.down > 4) {
        throw new UnreadableImageException("a JPEG that cannot be decoded (sampling factors)");
      }
      mostAcross = Math.max(mostAcross, component.across);
      mostDown = Math.max(mostDown, component.down);
      found.add(component);
    }
    for (Component component : found) {
      if (mostAcross % component.across != 0 || mostDown % component.down != 0) {
        throw new UnreadableImageException("a JPEG whose sampling factors are no multiples");
      }
      int samplesWide = divideUp(width * component.across, mostAcross);
      int samplesHigh = divideUp(height * component.down, mostDown);
      component.blocksWide = divideUp(samplesWide, 8);
      component.blocksHigh = divideUp(samplesHigh, 8);
      component.stored = unitsWide() * component.across;
      int storedHigh = unitsHigh() * component.down;
      component.plane = new JpegPlane(samplesWide, samplesHigh, component.stored, storedHigh);
      if (progressive) {
        int all = Math.multiplyExact(Math.multiplyExact(component.stored, storedHigh), BLOCK);
        component.coefficients = new short[all];
      }
    }
    components = found;
  }

  private static int divideUp(int number, int divisor) {
    return (number + divisor - 1) / divisor;
  }

  private int unitsWide() {
    return divideUp(width, 8 * mostAcross);
  }

  private int unitsHigh() {
    return divideUp(height, 8 * mostDown);
  }

  /** What a scan says before its data: which coefficients, and which of their bits. */
  private record Step(int first, int last, int bitsBefore, int bitsLeft) {}

  /** Returns where the scan ends. */
  private int scan() throws UnreadableImageException {
    int count = byteAt(position);
    List<Component> scanned = new ArrayList<>();
    int at = position + 1;
    for (int i = 0; i < count; i++, at += 2) {
      int id = byteAt(at);
      Component component =
          components.stream()
              .filter(c -> c.id == id && !scanned.contains(c))
              .findFirst()
              .orElseThrow(
                  () ->
                      new UnreadableImageException(
                          "a JPEG that cannot be decoded (a scan of no channel)"));
      component.dc = dcCodes[byteAt(at + 1) >> 4];
      component.ac = acCodes[byteAt(at + 1) & 15];
      if (component.quantum == null) {
        component.quantum = quanta[component.table];
      }
      if (component.quantum == null) {
        throw new UnreadableImageException(
            "a JPEG that cannot be decoded (a quantization table is missing)");
      }
      scanned.add(component);
    }
    int bits = byteAt(at + 2);
    Step step =
        progressive
            ? new Step(byteAt(at), byteAt(at + 1), bits >> 4, bits & 15)
            : new Step(0, BLOCK - 1, 0, 0);
    requireTables(scanned, step);
    JpegBits data = new JpegBits(file, at + 3);
    blockRun = 0;
    Component alone = count == 1 ? scanned.get(0) : null;
    int wide = alone == null ? unitsWide() : alone.blocksWide;
    int high = alone == null ? unitsHigh() : alone.blocksHigh;
    scanned.forEach(component -> component.lastDc = 0);
    for (int unit = 0; unit < wide * high; unit++) {
      if (restartInterval > 0 && unit > 0 && unit % restartInterval == 0) {
        data.restart((unit / restartInterval - 1) % 8);
        scanned.forEach(component -> component.lastDc = 0);
        blockRun = 0;
      }
      int x = unit % wide;
      int y = unit / wide;
      if (alone != null) {
        block(data, alone, step, x, y);
        continue;
      }
      for (Component component : scanned) {
        for (int i = 0; i < component.across * component.down; i++) {
          int column = x * component.across + i % component.across;
          block(data, component, step, column, y * component.down + i / component.across);
        }
      }
    }
    for (Component component : scanned) {
      Arrays.fill(component.bitsLeft, step.first, step.last + 1, step.bitsLeft);
    }
    return data.position();
  }

  private void requireTables(List<Component> scanned, Step step) throws UnreadableImageException {
    boolean possible =
        !scanned.isEmpty()
            && step.first <= step.last
            && step.last < BLOCK
            && (!progressive || step.first == 0 == (step.last == 0))
            && (!progressive || step.first == 0 || scanned.size() == 1);
    for (Component component : scanned) {
      boolean needsDc = step.first == 0 && step.bitsBefore == 0;
      possible &= !needsDc || component.dc != null;
      possible &= step.last == 0 || component.ac != null;
    }
    if (!possible) {
      throw new UnreadableImageException("a JPEG that cannot be decoded (a scan that cannot be)");
    }
  }

  private void block(JpegBits data, Component component, Step step, int column, int row)
      throws UnreadableImageException {
    if (!progressive) {
      Arrays.fill(scratch, (short) 0);
      component.lastDc += data.signed(data.value(component.dc) & 15);
      scratch[0] = (short) component.lastDc;
      wholeBlock(data, component);
      component.plane.put(column, row, scratch, 0, component.quantum);
      return;
    }
    short[] all = component.coefficients;
    int from = (row * component.stored + column) * BLOCK;
    if (step.first > 0 && step.bitsBefore > 0) {
      refine(data, component, step, from);
    } else if (step.first > 0) {
      firstBits(data, component, step, from);
    } else if (step.bitsBefore > 0) {
      all[from] |= (short) (data.take(1) << step.bitsLeft);
    } else {
      component.lastDc += data.signed(data.value(component.dc) & 15);
      all[from] = (short) (component.lastDc << step.bitsLeft);
    }
  }

  private void wholeBlock(JpegBits data, Component component) throws UnreadableImageException {
    for (int k = 1; k < BLOCK; k++) {
      int code = data.value(component.ac);
      k += code >> 4;
      if ((code & 15) != 0) {
        scratch[ZIGZAG[k]] = (short) data.signed(code & 15);
      } else if (code >> 4 != 15) {
        return;
      }
    }
  }

  /** The first bits of the coefficients of a block. */
  private void firstBits(JpegBits data, Component component, Step step, int from)
      throws UnreadableImageException {
    if (blockRun > 0) {
      blockRun--;
      return;
    }
    for (int k = step.first; k <= step.last; k++) {
      int code = data.value(component.ac);
      int run = code >> 4;
      if ((code & 15) != 0) {
        k += run;
        component.coefficients[from + ZIGZAG[k]] =
            (short) (data.signed(code & 15) << step.bitsLeft);
      } else if (run == 15) {
        k += run;
      } else {
        blockRun = (1 << run) + data.take(run) - 1;
        return;
      }
    }
  }

  /** One more bit of the coefficients that are not 0, and those that become 1 or -1 with it. */
  private void refine(JpegBits data, Component component, Step step, int from)
      throws UnreadableImageException {
    int k = step.first;
    while (blockRun == 0 && k <= step.last) {
      int code = data.value(component.ac);
      int run = code >> 4;
      int fresh = 0;
      if ((code & 15) != 0) {
        fresh = data.take(1) == 1 ? 1 << step.bitsLeft : -(1 << step.bitsLeft);
      } else if (run < 15) {
        blockRun = (1 << run) + data.take(run);
        break;
      }
      k = refineUpTo(run, data, component, step, from, k);
      if (fresh != 0) {
        component.coefficients[from + ZIGZAG[k]] = (short) fresh;
      }
      k++;
    }
    if (blockRun > 0) {
      refineUpTo(BLOCK, data, component, step, from, k);
      blockRun--;
    }
  }

  /** Refines from {@code k} on, up to the zero after {@code zeros} others; returns its place. */
  private static int refineUpTo(
      int zeros, JpegBits data, Component component, Step step, int from, int k)
      throws UnreadableImageException {
    int left = zeros;
    int at = k;
    for (; at <= step.last; at++) {
      int place = from + ZIGZAG[at];
      int value = component.coefficients[place];
      if (value == 0) {
        if (left-- == 0) {
          break;
        }
      } else if (data.take(1) == 1 && (value & 1 << step.bitsLeft) == 0) {
        int more = 1 << step.bitsLeft;
        component.coefficients[place] = (short) (value + (value > 0 ? more : -more));
      }
    }
    return at;
  }

  /** What of a picture comes in steps is complete by now, or is refused: libjpeg would guess. */
  private void finish() throws UnreadableImageException {
    for (Component component : components) {
      if (component.quantum == null) {
        throw new UnreadableImageException(
            "a JPEG without all of its picture (no data for a channel)");
      }
      if (!progressive) {
        continue;
      }
      for (int k = 0; k < LOW; k++) {
        if (component.bitsLeft[k] != 0) {
          throw new UnreadableImageException(
              "a JPEG without all of its picture (not all of its scans are there)");
        }
      }
      int blocks = component.coefficients.length / BLOCK;
      for (int i = 0; i < blocks; i++) {
        component.plane.put(
            i % component.stored,
            i / component.stored,
            component.coefficients,
            i * BLOCK,
            component.quantum);
      }
      component.coefficients = null;
    }
  }

  /** What three or four channels are, as libjpeg decides it. */
  private boolean hasChroma() {
    if (components.size() == 4) {
      return adobe > 0;
    }
    int[] ids = components.stream().mapToInt(component -> component.id).toArray();
    return jfif || (adobe >= 0 ? adobe != 0 : !Arrays.equals(ids, new int[] {'R', 'G', 'B'}));
  }

  private RgbImage toRgb() {
    int area = width * height;
    byte[] pixels = new byte[RgbImage.CHANNELS * area];
    boolean chroma = components.size() > 1 && hasChroma();
    int[][] row = new int[components.size()][];
    for (int i = 0; i < row.length; i++) {
      // A sample at the edge may spread beyond it.
      row[i] = new int[width + mostAcross];
    }
    for (int y = 0; y < height; y++) {
      for (int i = 0; i < row.length; i++) {
        Component component = components.get(i);
        component.plane.row(y, mostAcross / component.across, mostDown / component.down, row[i]);
      }
      int[] last = row.length == 1 ? row[0] : row[2];
      int[] middle = row.length == 1 ? row[0] : row[1];
      if (chroma) {
        fromChroma(row[0], middle, last);
      }
      if (row.length == 4) {
        fromInks(row[0], middle, last, row[3], chroma);
      }
      int to = y * width;
      for (int x = 0; x < width; x++) {
        pixels[to + x] = (byte) row[0][x];
        pixels[area + to + x] = (byte) middle[x];
        pixels[2 * area + to + x] = (byte) last[x];
      }
    }
    return new RgbImage(width, height, pixels);
  }

  /** Luma and two chroma values to red, green, blue, in place: ITU-R 601 in 16-bit fixed point. */
  private void fromChroma(int[] luma, int[] blue, int[] red) {
    for (int x = 0; x < width; x++) {
      int y = luma[x];
      int b = blue[x] - 128;
      int r = red[x] - 128;
      luma[x] = clip(y + (91881 * r + HALF >> 16));
      blue[x] = clip(y + (-22554 * b - 46802 * r + HALF >> 16));
      red[x] = clip(y + (116130 * b + HALF >> 16));
    }
  }

  /** Stored inks, which are inverted, to red, green, blue as Pillow's conversion of CMYK does. */
  private void fromInks(int[] cyan, int[] magenta, int[] yellow, int[] black, boolean wasChroma) {
    for (int[] ink : new int[][] {cyan, magenta, yellow}) {
      for (int x = 0; x < width; x++) {
        // Of chroma, libjpeg makes the inks that red, green and blue leave.
        int value = wasChroma ? ink[x] : 255 - ink[x];
        int product = value * black[x] + 128;
        ink[x] = Math.max(0, black[x] - ((product >> 8) + product >> 8));
      }
    }
  }

  private static int clip(int value) {
    return Math.max(0, Math.min(255, value));
  }
}
