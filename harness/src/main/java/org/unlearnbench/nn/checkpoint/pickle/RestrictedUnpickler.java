package org.unlearnbench.nn.checkpoint.pickle;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads a pickle of protocol 2 as PyTorch writes for state dicts. Each instruction makes at most
 * one value, nothing recurses, and nothing is called: memory and time are in proportion to the
 * pickle's length.
 */
public final class RestrictedUnpickler {
  private static final int PROTOCOL = 2;
  private static final int LONGEST_SHOWN = 100;

  private final PickleInput in;
  private final PickleStack stack = new PickleStack();
  private final Map<Long, Object> memo = new HashMap<>();

  private RestrictedUnpickler(byte[] pickle) {
    this.in = new PickleInput(pickle);
  }

  /**
   * The value of a pickle: null, {@link Boolean}, {@link Long}, {@link Double}, {@link String},
   * {@link TensorRef}, {@link StorageRef}, or a {@link List} or {@link Map} of such; a tuple or a
   * name is an object of no public type. Lists and maps may contain themselves.
   *
   * @throws PickleException if it is damaged or anything else than plain data and tensors
   */
  public static Object read(byte[] pickle) throws PickleException {
    return new RestrictedUnpickler(pickle).run();
  }

  private Object run() throws PickleException {
    if (Opcode.of(in.unsignedByte(), 0) != Opcode.PROTO) {
      throw new PickleException("does not begin as a pickle of protocol " + PROTOCOL);
    }
    int protocol = in.unsignedByte();
    if (protocol != PROTOCOL) {
      throw new PickleException(
          "has pickle protocol " + protocol + ", expected " + PROTOCOL + " (torch.save's default)");
    }
    while (true) {
      int place = in.position();
      Opcode opcode = Opcode.of(in.unsignedByte(), place);
      if (opcode == Opcode.STOP) {
        Object value = stack.pop();
        if (stack.size() > 0 || !in.atEnd()) {
          throw new PickleException("goes on after its end at byte " + place);
        }
        return value;
      }
      step(opcode);
    }
  }

  private void step(Opcode opcode) throws PickleException {
    switch (opcode) {
      case MARK -> stack.mark();
      case NONE -> stack.push(null);
      case NEWTRUE -> stack.push(true);
      case NEWFALSE -> stack.push(false);
      case BININT -> stack.push((long) in.signedInt());
      case BININT1 -> stack.push((long) in.unsignedByte());
      case BININT2 -> stack.push((long) in.unsignedShort());
      case LONG1 -> stack.push(in.signedLong(in.unsignedByte()));
      case BINFLOAT -> stack.push(in.bigEndianDouble());
      case BINUNICODE -> stack.push(in.text(in.unsignedInt()));
      case EMPTY_TUPLE -> stack.push(Tuple.EMPTY);
      case TUPLE1 -> stack.push(tuple(stack.pop(1)));
      case TUPLE2 -> stack.push(tuple(stack.pop(2)));
      case TUPLE3 -> stack.push(tuple(stack.pop(3)));
      case TUPLE -> stack.push(tuple(stack.popToMark()));
      case EMPTY_LIST -> stack.push(new ArrayList<>());
      case APPEND -> append(stack.pop(1));
      case APPENDS -> append(stack.popToMark());
      case EMPTY_DICT -> stack.push(new LinkedHashMap<>());
      case SETITEM -> put(stack.pop(2));
      case SETITEMS -> put(stack.popToMark());
      case BINPUT -> remember(in.unsignedByte());
      case LONG_BINPUT -> remember(in.unsignedInt());
      case BINGET -> stack.push(remembered(in.unsignedByte()));
      case LONG_BINGET -> stack.push(remembered(in.unsignedInt()));
      case GLOBAL -> stack.push(Global.of(in.line(), in.line()));
      case REDUCE -> {
        Object arguments = stack.pop();
        stack.push(Call.reduce(stack.pop(), arguments));
      }
      case BUILD -> ignoreAttributes();
      case BINPERSID -> stack.push(Call.storage(stack.pop()));
      default -> throw new PickleException("repeats the instruction " + opcode);
    }
  }

  private static Tuple tuple(List<Object> items) {
    return new Tuple(Collections.unmodifiableList(items));
  }

  @SuppressWarnings("unchecked") // lists are made here
  private void append(List<Object> items) throws PickleException {
    if (!(stack.top() instanceof List<?> list)) {
      throw new PickleException("appends to something that is no list");
    }
    ((List<Object>) list).addAll(items);
  }

  @SuppressWarnings("unchecked") // maps are made here
  private void put(List<Object> keysAndValues) throws PickleException {
    if (!(stack.top() instanceof Map<?, ?> map) || keysAndValues.size() % 2 != 0) {
      throw new PickleException("puts an entry into something that is no dict");
    }
    for (int i = 0; i < keysAndValues.size(); i += 2) {
      Object key = keysAndValues.get(i);
      // Keys of other types might contain themselves, and have no hash then.
      if (!(key instanceof String) && !(key instanceof Long)) {
        throw new PickleException("holds a dict with a key that is neither text nor whole number");
      }
      if (map.containsKey(key)) {
        String text = key.toString();
        throw new PickleException(
            "holds a dict with two entries for '"
                + text.substring(0, Math.min(text.length(), LONGEST_SHOWN))
                + "'");
      }
      ((Map<Object, Object>) map).put(key, keysAndValues.get(i + 1));
    }
  }

  /** PyTorch hangs version numbers onto a state dict, as an attribute. */
  private void ignoreAttributes() throws PickleException {
    Object attributes = stack.pop();
    if (!(stack.top() instanceof Map) || !(attributes instanceof Map)) {
      throw new PickleException("sets attributes of something that is no state dict");
    }
  }

  private void remember(long place) throws PickleException {
    if (place >= in.size()) {
      throw new PickleException("has a memo of " + place + " entries or more");
    }
    memo.put(place, stack.top());
  }

  private Object remembered(long place) throws PickleException {
    if (!memo.containsKey(place)) {
      throw new PickleException("takes memo entry " + place + ", which is not there");
    }
    return memo.get(place);
  }
}
