package org.unlearnbench.nn.checkpoint;

import java.util.Arrays;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;

/**
 * A small damage to a file.
 *
 * @param position where, as a share of the file's length, 0..1
 * @param value a byte to put there, or how many bytes it is about
 */
record Mutation(Kind kind, double position, int value) {

  /** Kinds of damage. */
  enum Kind {
    /** A bit changes. */
    FLIP,
    /** A byte becomes another. */
    SET,
    /** A byte becomes another digit, sign or bracket: likely to be valid syntax. */
    SET_SYNTAX,
    /** A byte comes in between. */
    INSERT,
    /** Some bytes vanish. */
    DELETE,
    /** Some bytes occur twice. */
    REPEAT,
    /** The rest vanishes. */
    TRUNCATE,
    /** Some bytes follow. */
    APPEND
  }

  private static final String SYNTAX = "0123456789-+.eE[]{},:\" \\u\n";

  /** One to four of them. */
  static Arbitrary<List<Mutation>> some() {
    return Combinators.combine(
            Arbitraries.of(Kind.class),
            Arbitraries.doubles().between(0, 1),
            Arbitraries.integers().between(0, 255))
        .as(Mutation::new)
        .list()
        .ofMinSize(1)
        .ofMaxSize(4);
  }

  /** The content with all of them, one after the other. */
  static byte[] apply(List<Mutation> mutations, byte[] content) {
    byte[] changed = content;
    for (Mutation mutation : mutations) {
      changed = mutation.apply(changed);
    }
    return changed;
  }

  private byte[] apply(byte[] content) {
    if (content.length == 0) {
      return content;
    }
    int at = (int) Math.min(content.length - 1, position * content.length);
    int length = Math.min(value + 1, content.length - at);
    byte[] changed = content.clone();
    switch (kind) {
      case FLIP -> changed[at] ^= (byte) (1 << value % 8);
      case SET -> changed[at] = (byte) value;
      case SET_SYNTAX -> changed[at] = (byte) SYNTAX.charAt(value % SYNTAX.length());
      case INSERT -> {
        changed = spliced(content, at, at, 1);
        changed[at] = (byte) value;
      }
      case DELETE -> changed = spliced(content, at + length, at, 0);
      case REPEAT -> changed = spliced(content, at, at + length, 0);
      case TRUNCATE -> changed = Arrays.copyOf(content, at);
      case APPEND -> changed = Arrays.copyOf(content, content.length + value);
    }
    return changed;
  }

  /** The first {@code end} bytes, {@code gap} zeros, and what follows {@code begin}. */
  private static byte[] spliced(byte[] content, int begin, int end, int gap) {
    byte[] changed = new byte[end + gap + content.length - begin];
    System.arraycopy(content, 0, changed, 0, end);
    System.arraycopy(content, begin, changed, end + gap, content.length - begin);
    return changed;
  }
}
