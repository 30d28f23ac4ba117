package org.unlearnbench.nn.checkpoint.pickle;

import java.util.Locale;

/** Instructions of Python's pickle machine, see Python's {@code pickletools}. */
enum Opcode {
  PROTO(0x80),
  STOP('.'),
  MARK('('),
  NONE('N'),
  NEWTRUE(0x88),
  NEWFALSE(0x89),
  BININT('J'),
  BININT1('K'),
  BININT2('M'),
  LONG1(0x8a),
  BINFLOAT('G'),
  BINUNICODE('X'),
  EMPTY_TUPLE(')'),
  TUPLE1(0x85),
  TUPLE2(0x86),
  TUPLE3(0x87),
  TUPLE('t'),
  EMPTY_LIST(']'),
  APPEND('a'),
  APPENDS('e'),
  EMPTY_DICT('}'),
  SETITEM('s'),
  SETITEMS('u'),
  BINPUT('q'),
  LONG_BINPUT('r'),
  BINGET('h'),
  LONG_BINGET('j'),
  GLOBAL('c'),
  REDUCE('R'),
  BUILD('b'),
  BINPERSID('Q'),

  // Known by name so that a message can tell it; PyTorch writes none of them into a state dict.
  POP('0', false),
  POP_MARK('1', false),
  DUP('2', false),
  FLOAT('F', false),
  INT('I', false),
  LONG('L', false),
  LONG4(0x8b, false),
  STRING('S', false),
  BINSTRING('T', false),
  SHORT_BINSTRING('U', false),
  UNICODE('V', false),
  DICT('d', false),
  LIST('l', false),
  GET('g', false),
  PUT('p', false),
  INST('i', false),
  OBJ('o', false),
  PERSID('P', false),
  NEWOBJ(0x81, false),
  EXT1(0x82, false),
  EXT2(0x83, false),
  EXT4(0x84, false),
  BINBYTES('B', false),
  SHORT_BINBYTES('C', false),
  SHORT_BINUNICODE(0x8c, false),
  BINUNICODE8(0x8d, false),
  BINBYTES8(0x8e, false),
  EMPTY_SET(0x8f, false),
  ADDITEMS(0x90, false),
  FROZENSET(0x91, false),
  NEWOBJ_EX(0x92, false),
  STACK_GLOBAL(0x93, false),
  MEMOIZE(0x94, false),
  FRAME(0x95, false),
  BYTEARRAY8(0x96, false),
  NEXT_BUFFER(0x97, false),
  READONLY_BUFFER(0x98, false);

  private static final Opcode[] BY_CODE = new Opcode[256];

  static {
    for (Opcode opcode : values()) {
      BY_CODE[opcode.code] = opcode;
    }
  }

  private final int code;
  private final boolean allowed;

  Opcode(int code) {
    this(code, true);
  }

  Opcode(int code, boolean allowed) {
    this.code = code;
    this.allowed = allowed;
  }

  /**
   * The instruction with that code.
   *
   * @param code 0..255
   * @param place where it stands, for the message
   * @throws PickleException if a state dict does not need it
   */
  static Opcode of(int code, int place) throws PickleException {
    Opcode opcode = BY_CODE[code];
    if (opcode == null || !opcode.allowed) {
      throw new PickleException(
          String.format(
              Locale.ROOT,
              "uses the pickle instruction %s (0x%02x) at byte %d, which a state dict does not need",
              opcode == null ? "unknown" : opcode.name(),
              code,
              place));
    }
    return opcode;
  }
}
