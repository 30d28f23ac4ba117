package org.unlearnbench.nn.checkpoint;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.unlearnbench.io.InputException;

/** Finds the one state dict in what a program saved: the whole, or one entry of it. */
final class StateDict {
  private static final int MAX_NAME = 500;

  private StateDict() {}

  /**
   * The tensors by name, in their order; entries that are no tensors are left out.
   *
   * @param saved what {@code torch.save} was given
   * @param source for messages
   */
  static Map<String, TensorRef> find(Object saved, String source) throws InputException {
    if (!(saved instanceof Map<?, ?> root)) {
      throw new InputException(source + ": holds no dict, expected a state dict");
    }
    Map<String, TensorRef> own = tensors(root);
    List<String> places = new ArrayList<>();
    Map<String, TensorRef> found = own;
    if (!own.isEmpty()) {
      places.add("the dict itself");
    }
    for (Map.Entry<?, ?> entry : root.entrySet()) {
      if (entry.getValue() instanceof Map<?, ?> inner && inner != root) {
        Map<String, TensorRef> tensors = tensors(inner);
        if (!tensors.isEmpty()) {
          places.add("'" + brief(entry.getKey()) + "'");
          found = tensors;
        }
      }
    }
    if (places.isEmpty()) {
      throw new InputException(
          source
              + ": holds no tensors, expected a state dict, or one under a name such as"
              + " 'state_dict'");
    }
    if (places.size() > 1) {
      throw new InputException(
          source
              + ": holds "
              + places.size()
              + " state dicts, expected one: "
              + String.join(", ", places));
    }
    for (String name : found.keySet()) {
      if (name.length() > MAX_NAME) {
        throw new InputException(
            source
                + ": has a tensor name of "
                + name.length()
                + " characters, expected at most "
                + MAX_NAME);
      }
    }
    return found;
  }

  private static Map<String, TensorRef> tensors(Map<?, ?> dict) {
    Map<String, TensorRef> tensors = new LinkedHashMap<>();
    dict.forEach(
        (key, value) -> {
          if (key instanceof String name && value instanceof TensorRef tensor) {
            tensors.put(name, tensor);
          }
        });
    return tensors;
  }

  private static String brief(Object key) {
    String text = key.toString();
    return text.length() <= 40 ? text : text.substring(0, 40) + "...";
  }
}
