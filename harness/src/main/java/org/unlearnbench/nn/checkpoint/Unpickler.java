package org.unlearnbench.nn.checkpoint;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.unlearnbench.io.InputException;

/**
 * Reads a pickle of protocol 2 as PyTorch writes for state dicts, as plain data.
 *
 * <p>Python's pickle is a small program for a stack machine that may call anything. Here only the
 * instructions and names that state dicts, and the training state beside them, are made of are
 * known, and any other is refused. Each instruction makes at most one value, nothing recurses, and
 * nothing is looked up or called: memory and time are in proportion to the pickle's length.
 */
final class Unpickler {
  private static final int PROTOCOL = 2;
  private static final int LONGEST_SHOWN = 100;
  private static final Object MARK = new Object();

  /** A Python tuple; its depth may be without bound, so nothing looks into it unasked. */
  record Tuple(List<Object> items) {}

  /** What a pickle may name and call. */
  @FunctionalInterface
  private interface Function {
    Object call(List<Object> arguments) throws InputException;
  }

  private static final String TENSOR = "torch._utils._rebuild_tensor_v2";

  /** Something that is no weights and of which only its being there matters. */
  private static final Object OTHER = new Object();

  /** Names that PyTorch's own reader of weights takes; what they make here is plain data. */
  private static final Map<String, Function> FUNCTIONS =
      Map.ofEntries(
          Map.entry("collections.OrderedDict", Unpickler::orderedDict),
          Map.entry("collections.Counter", Unpickler::counter),
          Map.entry("collections.defaultdict", Unpickler::defaultDict),
          Map.entry(TENSOR, Unpickler::tensor),
          Map.entry("torch._utils._rebuild_parameter", Unpickler::parameter),
          Map.entry("torch._utils._rebuild_parameter_with_state", Unpickler::parameter),
          Map.entry("torch._tensor._rebuild_from_type_v2", Unpickler::subclass),
          Map.entry("torch.Size", arguments -> OTHER),
          Map.entry("torch.device", arguments -> OTHER),
          Map.entry("_codecs.encode", arguments -> OTHER),
          Map.entry("__builtin__.bytearray", arguments -> OTHER),
          Map.entry("__builtin__.complex", arguments -> OTHER),
          Map.entry("__builtin__.set", arguments -> OTHER));

  /** Types that are only named: makers of a defaultdict's values, element types, tensors. */
  private static final Set<String> TYPES =
      Set.of(
          "__builtin__.dict",
          "__builtin__.list",
          "__builtin__.int",
          "__builtin__.float",
          "__builtin__.str",
          "torch.Tensor",
          "torch.nn.parameter.Parameter",
          "torch.float64",
          "torch.float32",
          "torch.float16",
          "torch.bfloat16",
          "torch.int64",
          "torch.int32",
          "torch.int16",
          "torch.int8",
          "torch.uint8",
          "torch.bool",
          "torch.strided");

  private static final Map<String, DType> STORAGES =
      Map.of(
          "torch.DoubleStorage", DType.F64,
          "torch.FloatStorage", DType.F32,
          "torch.HalfStorage", DType.F16,
          "torch.BFloat16Storage", DType.BF16,
          "torch.LongStorage", DType.I64,
          "torch.IntStorage", DType.I32,
          "torch.ShortStorage", DType.I16,
          "torch.CharStorage", DType.I8,
          "torch.ByteStorage", DType.U8,
          "torch.BoolStorage", DType.BOOL);

  private final PickleInput in;
  private final List<Object> stack = new ArrayList<>();
  private final Map<Long, Object> memo = new HashMap<>();

  private Unpickler(byte[] pickle) {
    this.in = new PickleInput(pickle);
  }

  /**
   * The value of a pickle: null, {@link Boolean}, {@link Long} (or a longer whole number), {@link
   * Double}, {@link String}, {@link TensorRef}, {@link TensorRef.Storage}, {@link Tuple}, or a
   * {@link List} or {@link Map} of such; a name is an object of no known type. Lists and maps may
   * contain themselves.
   *
   * @throws InputException if it is damaged or anything else than plain data and tensors; the
   *     message does not name the file
   */
  static Object read(byte[] pickle) throws InputException {
    return new Unpickler(pickle).run();
  }

  private Object run() throws InputException {
    if (in.atEnd() || in.unsignedByte() != 0x80) {
      throw new InputException("does not begin as a pickle of protocol " + PROTOCOL);
    }
    int protocol = in.unsignedByte();
    if (protocol != PROTOCOL) {
      throw new InputException(
          "has pickle protocol " + protocol + ", expected " + PROTOCOL + " (torch.save's default)");
    }
    while (true) {
      int place = in.position();
      int opcode = in.unsignedByte();
      if (opcode == '.') {
        Object value = pop();
        if (!stack.isEmpty() || !in.atEnd()) {
          throw new InputException("goes on after its end at byte " + place);
        }
        return value;
      }
      step(opcode, place);
    }
  }

  /** All instructions that are known; the names are those of Python's {@code pickletools}. */
  private void step(int opcode, int place) throws InputException {
    switch (opcode) {
      case '(' -> stack.add(MARK);
      case 'N' -> stack.add(null); // NONE
      case 0x88 -> stack.add(true); // NEWTRUE
      case 0x89 -> stack.add(false); // NEWFALSE
      case 'J' -> stack.add((long) in.signedInt()); // BININT
      case 'K' -> stack.add((long) in.unsignedByte()); // BININT1
      case 'M' -> stack.add((long) in.unsignedShort()); // BININT2
      case 0x8a -> stack.add(in.signed(in.unsignedByte())); // LONG1
      case 'G' -> stack.add(in.bigEndianDouble()); // BINFLOAT
      case 'X' -> stack.add(in.text(in.unsignedInt())); // BINUNICODE
      case ')' -> stack.add(new Tuple(List.of())); // EMPTY_TUPLE
      case 0x85 -> stack.add(tuple(pop(1))); // TUPLE1
      case 0x86 -> stack.add(tuple(pop(2))); // TUPLE2
      case 0x87 -> stack.add(tuple(pop(3))); // TUPLE3
      case 't' -> stack.add(tuple(popToMark())); // TUPLE
      case ']' -> stack.add(new ArrayList<>()); // EMPTY_LIST
      case 'a' -> append(pop(1)); // APPEND
      case 'e' -> append(popToMark()); // APPENDS
      case '}' -> stack.add(new LinkedHashMap<>()); // EMPTY_DICT
      case 's' -> put(pop(2)); // SETITEM
      case 'u' -> put(popToMark()); // SETITEMS
      case 'q' -> remember(in.unsignedByte()); // BINPUT
      case 'r' -> remember(in.unsignedInt()); // LONG_BINPUT
      case 'h' -> stack.add(remembered(in.unsignedByte())); // BINGET
      case 'j' -> stack.add(remembered(in.unsignedInt())); // LONG_BINGET
      case 'c' -> stack.add(named(in.line(), in.line())); // GLOBAL
      case 'R' -> reduce(); // REDUCE
      case 'b' -> ignoreAttributes(); // BUILD
      case 'Q' -> stack.add(storage(pop())); // BINPERSID
      default ->
          throw new InputException(
              String.format(
                  Locale.ROOT,
                  "uses the pickle instruction 0x%02x%s at byte %d, which a state dict does not"
                      + " need",
                  opcode,
                  opcode > ' ' && opcode < 0x7f ? " ('" + (char) opcode + "')" : "",
                  place));
    }
  }

  /** The topmost value. */
  private Object top() throws InputException {
    if (stack.isEmpty() || stack.get(stack.size() - 1) == MARK) {
      throw new InputException("takes a value that is not there");
    }
    return stack.get(stack.size() - 1);
  }

  private Object pop() throws InputException {
    Object value = top();
    stack.remove(stack.size() - 1);
    return value;
  }

  /** The topmost {@code count} values, the topmost last. */
  private List<Object> pop(int count) throws InputException {
    Object[] values = new Object[count];
    for (int i = count - 1; i >= 0; i--) {
      values[i] = pop();
    }
    return Arrays.asList(values);
  }

  /** All values above the topmost mark, which goes too. */
  private List<Object> popToMark() throws InputException {
    int mark = stack.lastIndexOf(MARK);
    if (mark < 0) {
      throw new InputException("takes values up to a mark that is not there");
    }
    List<Object> values = new ArrayList<>(stack.subList(mark + 1, stack.size()));
    stack.subList(mark, stack.size()).clear();
    return values;
  }

  private static Tuple tuple(List<Object> items) {
    return new Tuple(Collections.unmodifiableList(items));
  }

  @SuppressWarnings("unchecked") // lists are made here
  private void append(List<Object> items) throws InputException {
    if (!(top() instanceof List<?> list)) {
      throw new InputException("appends to something that is no list");
    }
    ((List<Object>) list).addAll(items);
  }

  @SuppressWarnings("unchecked") // maps are made here
  private void put(List<Object> keysAndValues) throws InputException {
    if (!(top() instanceof Map<?, ?> map) || keysAndValues.size() % 2 != 0) {
      throw new InputException("puts an entry into something that is no dict");
    }
    for (int i = 0; i < keysAndValues.size(); i += 2) {
      put((Map<Object, Object>) map, keysAndValues.get(i), keysAndValues.get(i + 1));
    }
  }

  private static void put(Map<Object, Object> map, Object key, Object value) throws InputException {
    // Keys of other types might contain themselves, and have no hash then.
    if (!(key instanceof String || key instanceof Number || key instanceof Boolean)) {
      throw new InputException(
          "holds a dict with a key that is neither text nor whole number nor fraction");
    }
    if (map.containsKey(key)) {
      String text = key.toString();
      throw new InputException(
          "holds a dict with two entries for '"
              + text.substring(0, Math.min(text.length(), LONGEST_SHOWN))
              + "'");
    }
    map.put(key, value);
  }

  private void remember(long place) throws InputException {
    if (place >= in.size()) {
      throw new InputException("has a memo of " + place + " entries or more");
    }
    memo.put(place, top());
  }

  private Object remembered(long place) throws InputException {
    if (!memo.containsKey(place)) {
      throw new InputException("takes memo entry " + place + ", which is not there");
    }
    return memo.get(place);
  }

  /** A function or a type of storage. */
  private static Object named(String module, String attribute) throws InputException {
    // Python 3 writes protocol 2 with the names of Python 2, though not everywhere.
    String name = (module.equals("builtins") ? "__builtin__" : module) + "." + attribute;
    if (FUNCTIONS.containsKey(name)) {
      return FUNCTIONS.get(name);
    }
    if (STORAGES.containsKey(name)) {
      return STORAGES.get(name);
    }
    if (TYPES.contains(name)) {
      return OTHER;
    }
    throw new InputException(
        "refers to '"
            + module
            + "."
            + attribute
            + "', which is no part of a state dict and is not loaded; save model.state_dict()"
            + " alone");
  }

  private void reduce() throws InputException {
    Object arguments = pop();
    Object function = pop();
    if (function instanceof DType) {
      throw new InputException("calls a storage, which is a type");
    }
    if (!(function instanceof Function known) || !(arguments instanceof Tuple tuple)) {
      throw new InputException("calls something that is no function");
    }
    stack.add(known.call(tuple.items()));
  }

  private static Object orderedDict(List<Object> arguments) throws InputException {
    if (!arguments.isEmpty()) {
      throw new InputException("makes an OrderedDict from arguments, expected an empty one");
    }
    return new LinkedHashMap<>();
  }

  /** Counter(dict); the dict itself, as a copy for each of many calls would fill the memory. */
  private static Object counter(List<Object> arguments) throws InputException {
    if (arguments.size() == 1 && arguments.get(0) instanceof Map<?, ?> counts) {
      return counts;
    }
    throw new InputException("makes a Counter from something else than a dict");
  }

  /** defaultdict(maker), whose entries follow. */
  private static Object defaultDict(List<Object> arguments) throws InputException {
    if (arguments.isEmpty()
        || arguments.size() == 1 && (arguments.get(0) == null || arguments.get(0) == OTHER)) {
      return new LinkedHashMap<Object, Object>();
    }
    throw new InputException("makes a defaultdict of something else than a plain type's values");
  }

  /** _rebuild_tensor_v2(storage, offset, shape, strides, requires_grad, hooks[, metadata]). */
  private static Object tensor(List<Object> arguments) throws InputException {
    if ((arguments.size() == 6 || arguments.size() == 7 && isNothing(arguments.get(6)))
        && arguments.get(0) instanceof TensorRef.Storage storage
        && arguments.get(1) instanceof Long offset
        && arguments.get(2) instanceof Tuple shape
        && arguments.get(3) instanceof Tuple strides
        && arguments.get(4) instanceof Boolean
        && isNothing(arguments.get(5))) {
      try {
        return new TensorRef(storage, offset, longs(shape), longs(strides));
      } catch (IllegalArgumentException e) {
        throw new InputException("holds " + e.getMessage());
      }
    }
    throw new InputException("makes a tensor from something else than PyTorch does");
  }

  /** _rebuild_parameter(tensor, requires_grad, hooks[, attributes]). */
  private static Object parameter(List<Object> arguments) throws InputException {
    if ((arguments.size() == 3 || arguments.size() == 4)
        && arguments.get(0) instanceof TensorRef tensor
        && arguments.get(1) instanceof Boolean
        && isNothing(arguments.get(2))) {
      return tensor;
    }
    throw new InputException("makes a parameter from something else than PyTorch does");
  }

  /** _rebuild_from_type_v2(function, type, arguments, attributes): a tensor with attributes. */
  private static Object subclass(List<Object> arguments) throws InputException {
    if (arguments.size() == 4
        && arguments.get(0) == FUNCTIONS.get(TENSOR)
        && arguments.get(1) == OTHER
        && arguments.get(2) instanceof Tuple inner) {
      return tensor(inner.items());
    }
    throw new InputException("makes a tensor from something else than PyTorch does");
  }

  /** ('storage', type, key, location, length). */
  private static TensorRef.Storage storage(Object id) throws InputException {
    if (id instanceof Tuple tuple
        && tuple.items().size() == 5
        && "storage".equals(tuple.items().get(0))
        && tuple.items().get(1) instanceof DType type
        && tuple.items().get(2) instanceof String key
        && tuple.items().get(3) instanceof String
        && tuple.items().get(4) instanceof Long length) {
      try {
        return new TensorRef.Storage(type, key, length);
      } catch (IllegalArgumentException e) {
        throw new InputException("refers to " + e.getMessage());
      }
    }
    throw new InputException("refers to something outside that is no storage");
  }

  /** PyTorch hangs version numbers onto a state dict, as an attribute. */
  private void ignoreAttributes() throws InputException {
    Object attributes = pop();
    if (!(top() instanceof Map) || !(attributes instanceof Map)) {
      throw new InputException("sets attributes of something that is no state dict");
    }
  }

  private static boolean isNothing(Object value) {
    return value == null || value instanceof Map<?, ?> map && map.isEmpty();
  }

  private static List<Long> longs(Tuple tuple) throws InputException {
    List<Long> values = new ArrayList<>();
    for (Object item : tuple.items()) {
      if (!(item instanceof Long value)) {
        throw new InputException("holds a tensor whose shape or strides are no whole numbers");
      }
      values.add(value);
    }
    return values;
  }
}
