package org.unlearnbench.io;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** Fails once more than a given number of bytes came: a guard against compressed bombs. */
public final class LimitedInputStream extends FilterInputStream {
  private final long limit;
  private long count;

  public LimitedInputStream(InputStream in, long limit) {
    super(in);
    this.limit = limit;
  }

  @Override
  public int read() throws IOException {
    int value = super.read();
    return value < 0 ? value : counted(value, 1);
  }

  @Override
  public int read(byte[] target, int offset, int length) throws IOException {
    int read = super.read(target, offset, length);
    return read < 0 ? read : counted(read, read);
  }

  private int counted(int result, int more) throws IOException {
    count += more;
    if (count > limit) {
      throw new IOException("unpacks to more than " + limit + " bytes");
    }
    return result;
  }
}
