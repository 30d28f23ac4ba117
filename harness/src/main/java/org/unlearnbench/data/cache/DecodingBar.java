package org.unlearnbench.data.cache;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/** A progress bar with time left on standard error, if that is a terminal; silent otherwise. */
public final class DecodingBar implements DecodeProgress.Factory {
  /** Fewer images than this are decoded in a moment. */
  private static final int WORTH_SHOWING = 2000;

  @Override
  public DecodeProgress start(int total, int done) {
    if (total - done < WORTH_SHOWING || !standardErrorIsTerminal()) {
      return more -> {};
    }
    ProgressBar bar =
        new ProgressBarBuilder()
            .setTaskName("Decoding images")
            .setInitialMax(total)
            .startsFrom(done, java.time.Duration.ZERO)
            .setStyle(ProgressBarStyle.ASCII)
            .setConsumer(new ConsoleProgressBarConsumer(standardError()))
            .build();
    return new DecodeProgress() {
      @Override
      public void advance(int more) {
        bar.stepBy(more);
      }

      @Override
      public void close() {
        bar.close();
      }
    };
  }

  /** As it is, for a bar moves the cursor. */
  private static PrintStream standardError() {
    return new PrintStream(new FileOutputStream(FileDescriptor.err), true, StandardCharsets.UTF_8);
  }

  /** Java 17 can ask about standard input and output only; Linux tells about every stream. */
  private static boolean standardErrorIsTerminal() {
    try {
      String target = Files.readSymbolicLink(Path.of("/proc/self/fd/2")).toString();
      return target.startsWith("/dev/pts/") || target.startsWith("/dev/tty");
    } catch (IOException | UnsupportedOperationException | SecurityException e) {
      return System.console() != null;
    }
  }
}
