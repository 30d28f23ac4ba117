package org.unlearnbench.nn.checkpoint;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.unlearnbench.io.InputException;

/**
 * Finds the state dict in what a program saved: the whole, or an entry of it, beside optimisers,
 * schedulers, counters and what else a training run keeps.
 */
final class StateDict {
  /** Names what was saved itself. */
  private static final String ROOT = ".";

  private static final int MAX_NAME = 500;

  /** Longest name on the way to a dict: places of many dicts must not fill the memory. */
  private static final int MAX_KEY = 100;

  private static final int MAX_DEPTH = 5;
  private static final int MAX_PLACES = 10;

  private StateDict() {}

  private record Place(String key, Object value, int depth) {}

  /**
   * The tensors by name, in their order; entries that are no tensors are left out.
   *
   * @param saved what {@code torch.save} was given
   * @param key which dict, if there are several: the names on the way to it, with / between
   * @param source for messages
   * @throws InputException if there is none, or not just one and no key says which
   */
  static Map<String, TensorRef> find(Object saved, Optional<String> key, String source)
      throws InputException {
    Map<String, Map<String, TensorRef>> all = withTensors(saved);
    if (!(saved instanceof Map<?, ?>) && all.isEmpty()) {
      throw new InputException(source + ": holds no dict, expected a state dict");
    }
    Map<String, Map<String, TensorRef>> dicts = new LinkedHashMap<>(all);
    dicts.values().removeIf(dict -> dict.entrySet().stream().noneMatch(StateDict::isOfModule));
    if (dicts.isEmpty()) {
      dicts = new LinkedHashMap<>(all);
      dicts.keySet().removeIf(place -> place.indexOf('/') >= 0);
    }
    Map<String, TensorRef> found;
    if (key.isPresent()) {
      found = all.get(key.get());
      if (found == null) {
        throw new InputException(
            source + ": holds no state dict '" + brief(key.get()) + "'" + listed(dicts));
      }
    } else if (dicts.size() == 1) {
      found = dicts.values().iterator().next();
    } else if (dicts.isEmpty()) {
      throw new InputException(
          source
              + ": holds no tensors, expected a state dict, or one under a name such as"
              + " 'state_dict'");
    } else {
      throw new InputException(
          source
              + ": holds "
              + dicts.size()
              + " state dicts, expected one"
              + listed(dicts)
              + "; choose with --key NAME (in an experiment: key: NAME)");
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

  /** A module's tensor is named module.tensor; scores, even of a file a.ckpt, have no shape. */
  private static boolean isOfModule(Map.Entry<String, TensorRef> entry) {
    return entry.getKey().indexOf('.') > 0 && !entry.getValue().shape().isEmpty();
  }

  /** All dicts with tensors in them by their place; what is in a dict is looked at once. */
  private static Map<String, Map<String, TensorRef>> withTensors(Object saved) {
    Map<String, Map<String, TensorRef>> dicts = new LinkedHashMap<>();
    Map<Object, Map<String, TensorRef>> seen = new IdentityHashMap<>();
    Deque<Place> open = new ArrayDeque<>(List.of(new Place(ROOT, saved, 0)));
    while (!open.isEmpty()) {
      Place place = open.remove();
      Map<String, TensorRef> tensors = seen.get(place.value);
      if (tensors == null) {
        tensors = new LinkedHashMap<>();
        seen.put(place.value, tensors);
        look(place, tensors, open);
      }
      if (!tensors.isEmpty()) {
        dicts.putIfAbsent(place.key, tensors);
      }
    }
    return dicts;
  }

  private static void look(Place place, Map<String, TensorRef> tensors, Deque<Place> open) {
    entries(place.value)
        .forEach(
            (name, value) -> {
              if (value instanceof TensorRef tensor && place.value instanceof Map) {
                tensors.put(name, tensor);
              } else if ((value instanceof Map
                      || value instanceof List
                      || value instanceof Unpickler.Tuple)
                  && place.depth < MAX_DEPTH
                  && name.length() <= MAX_KEY) {
                String path = place.key.equals(ROOT) ? name : place.key + "/" + name;
                open.add(new Place(path, value, place.depth + 1));
              }
            });
  }

  /** What a dict or list holds, by name or number; whole numbers name no tensor. */
  private static Map<String, Object> entries(Object value) {
    Map<String, Object> entries = new LinkedHashMap<>();
    if (value instanceof Map<?, ?> map) {
      map.forEach(
          (key, entry) -> {
            if (key instanceof String || !(entry instanceof TensorRef)) {
              entries.put(key.toString(), entry);
            }
          });
    } else if (value instanceof Unpickler.Tuple tuple) {
      entries.putAll(entries(tuple.items()));
    } else if (value instanceof List<?> list) {
      for (int i = 0; i < list.size(); i++) {
        entries.put(Integer.toString(i), list.get(i));
      }
    }
    return entries;
  }

  private static String listed(Map<String, ?> dicts) {
    List<String> names = new ArrayList<>();
    for (String place : dicts.keySet()) {
      if (names.size() == MAX_PLACES) {
        names.add("..");
        break;
      }
      names.add(place.equals(ROOT) ? "the dict itself ('.')" : "'" + brief(place) + "'");
    }
    return ": " + String.join(", ", names);
  }

  private static String brief(String text) {
    return text.length() <= 40 ? text : text.substring(0, 40) + "...";
  }
}
