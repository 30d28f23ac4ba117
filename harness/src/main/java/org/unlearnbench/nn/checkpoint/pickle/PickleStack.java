package org.unlearnbench.nn.checkpoint.pickle;

import java.util.ArrayList;
import java.util.List;

/** The pickle machine's stack, with marks in it. */
final class PickleStack {
  private static final Object MARK = new Object();

  private final List<Object> items = new ArrayList<>();

  /** Pushes a value, null for None. */
  void push(Object value) {
    items.add(value);
  }

  void mark() {
    items.add(MARK);
  }

  /** The topmost value. */
  Object top() throws PickleException {
    if (items.isEmpty() || items.get(items.size() - 1) == MARK) {
      throw new PickleException("takes a value that is not there");
    }
    return items.get(items.size() - 1);
  }

  Object pop() throws PickleException {
    Object value = top();
    items.remove(items.size() - 1);
    return value;
  }

  /** The topmost {@code count} values, the topmost last. */
  List<Object> pop(int count) throws PickleException {
    Object[] values = new Object[count];
    for (int i = count - 1; i >= 0; i--) {
      values[i] = pop();
    }
    return java.util.Arrays.asList(values);
  }

  /** All values above the topmost mark, which goes too. */
  List<Object> popToMark() throws PickleException {
    int mark = items.lastIndexOf(MARK);
    if (mark < 0) {
      throw new PickleException("takes values up to a mark that is not there");
    }
    List<Object> above = items.subList(mark + 1, items.size());
    List<Object> values = new ArrayList<>(above);
    items.subList(mark, items.size()).clear();
    return values;
  }

  int size() {
    return items.size();
  }
}
