package org.unlearnbench.nn.checkpoint.pickle;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What a pickle may ask for by REDUCE and BINPERSID: an empty dict, tensors, storages. */
final class Call {
  private static final int STORAGE_ITEMS = 5;
  private static final int TENSOR_ARGUMENTS = 6;
  private static final int PARAMETER_ARGUMENTS = 3;

  private Call() {}

  /** The value of {@code function(arguments..)}. */
  static Object reduce(Object function, Object arguments) throws PickleException {
    if (!(function instanceof Global global) || !(arguments instanceof Tuple tuple)) {
      throw new PickleException("calls something that is no function");
    }
    List<Object> items = tuple.items();
    return switch (global) {
      case ORDERED_DICT -> orderedDict(items);
      case REBUILD_TENSOR -> tensor(items);
      case REBUILD_PARAMETER -> parameter(items);
      default -> throw new PickleException("calls " + global.attribute() + ", which is a type");
    };
  }

  private static Map<Object, Object> orderedDict(List<Object> arguments) throws PickleException {
    if (!arguments.isEmpty()) {
      throw new PickleException("makes an OrderedDict from arguments, expected an empty one");
    }
    return new LinkedHashMap<>();
  }

  /** _rebuild_tensor_v2(storage, offset, shape, strides, requires_grad, hooks[, metadata]). */
  private static TensorRef tensor(List<Object> arguments) throws PickleException {
    boolean known =
        arguments.size() == TENSOR_ARGUMENTS
            || (arguments.size() == TENSOR_ARGUMENTS + 1
                && isNothing(arguments.get(TENSOR_ARGUMENTS)));
    if (known
        && arguments.get(0) instanceof StorageRef storage
        && arguments.get(1) instanceof Long offset
        && arguments.get(2) instanceof Tuple shape
        && arguments.get(3) instanceof Tuple strides
        && arguments.get(4) instanceof Boolean
        && isNothing(arguments.get(5))) {
      try {
        return new TensorRef(storage, offset, longs(shape), longs(strides));
      } catch (IllegalArgumentException e) {
        throw new PickleException("holds " + e.getMessage());
      }
    }
    throw new PickleException("makes a tensor from something else than PyTorch does");
  }

  /** _rebuild_parameter(tensor, requires_grad, hooks). */
  private static TensorRef parameter(List<Object> arguments) throws PickleException {
    if (arguments.size() == PARAMETER_ARGUMENTS
        && arguments.get(0) instanceof TensorRef tensor
        && arguments.get(1) instanceof Boolean
        && isNothing(arguments.get(2))) {
      return tensor;
    }
    throw new PickleException("makes a parameter from something else than PyTorch does");
  }

  /** ('storage', type, key, location, length). */
  static StorageRef storage(Object id) throws PickleException {
    if (id instanceof Tuple tuple
        && tuple.items().size() == STORAGE_ITEMS
        && "storage".equals(tuple.items().get(0))
        && tuple.items().get(1) instanceof Global type
        && type.isStorage()
        && tuple.items().get(2) instanceof String key
        && tuple.items().get(3) instanceof String
        && tuple.items().get(4) instanceof Long length) {
      try {
        return new StorageRef(type.attribute(), key, length);
      } catch (IllegalArgumentException e) {
        throw new PickleException("refers to " + e.getMessage());
      }
    }
    throw new PickleException("refers to something outside that is no storage");
  }

  private static boolean isNothing(Object value) {
    return value == null || (value instanceof Map<?, ?> map && map.isEmpty());
  }

  private static List<Long> longs(Tuple tuple) throws PickleException {
    List<Long> values = new ArrayList<>();
    for (Object item : tuple.items()) {
      if (!(item instanceof Long value)) {
        throw new PickleException("holds a tensor whose shape or strides are no whole numbers");
      }
      values.add(value);
    }
    return values;
  }
}
