package org.unlearnbench.data.source;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.unlearnbench.config.ParameterValues;
import org.unlearnbench.data.Task;
import org.unlearnbench.io.CsvTable;
import org.unlearnbench.io.InputException;
import org.unlearnbench.io.Problems;

/** What the label columns of a CSV file mean. */
interface CsvLabels {

  Task task();

  /** The label of a row; notes a problem and returns any value if it has none. */
  int[] of(CsvTable.Row row, Problems problems);

  /** The labels that the settings {@code labels} and {@code classes} describe. */
  static CsvLabels of(ParameterValues parameters, CsvTable table) throws InputException {
    List<String> labels = parameters.texts("labels");
    List<String> classes = parameters.texts("classes");
    if (labels.isEmpty()) {
      throw new InputException(table.file() + ": 'labels' names no column");
    }
    if (labels.size() == 1 && !labels.get(0).contains("=")) {
      return new Classes(table, table.column(labels.get(0)), classes);
    }
    if (!classes.isEmpty()) {
      throw new InputException(table.file() + ": 'classes' goes with a single label column only");
    }
    List<Attribute> attributes = new ArrayList<>();
    for (String label : labels) {
      attributes.add(Attribute.of(label, table));
    }
    return new Attributes(table, attributes);
  }

  /** One column whose values are the classes. */
  final class Classes implements CsvLabels {
    /** What tables say where a value is missing; a class of this name must be given by name. */
    private static final Set<String> MISSING =
        Set.of("nan", "na", "n/a", "<na>", "null", "#n/a", "?");

    private static final Pattern NUMBER = Pattern.compile("[+-]?\\d{1,300}(\\.\\d{1,300})?");

    private final CsvTable table;
    private final int column;
    private final List<String> names;
    private final boolean given;
    private final Map<String, Integer> numbers = new HashMap<>();

    Classes(CsvTable table, int column, List<String> classes) throws InputException {
      this.table = table;
      this.column = column;
      given = !classes.isEmpty();
      names = given ? List.copyOf(classes) : found();
      if (names.size() < 2) {
        throw new InputException(
            "%s: column '%s' has one class only (%s), expected two or more"
                .formatted(table.file(), name(), String.join("", names)));
      }
      for (String name : names) {
        if (numbers.put(name, numbers.size()) != null) {
          throw new InputException(table.file() + ": 'classes' repeats a name: " + names);
        }
      }
    }

    private String name() {
      return table.columns().get(column);
    }

    /** The values of the column, sorted: as numbers if all are, else as text. */
    private List<String> found() throws InputException {
      List<String> values =
          table.rows().stream()
              .map(row -> row.fields().get(column))
              .filter(value -> problem(value) == null)
              .distinct()
              .sorted()
              .toList();
      if (!values.stream().allMatch(value -> NUMBER.matcher(value).matches())) {
        return values;
      }
      Map<BigDecimal, String> sorted = new TreeMap<>();
      for (String value : values) {
        String equal = sorted.put(new BigDecimal(value), value);
        if (equal != null) {
          throw new InputException(
              "%s: column '%s' has '%s' and '%s', which are one number; name the classes in 'classes'"
                  .formatted(table.file(), name(), equal, value));
        }
      }
      return List.copyOf(sorted.values());
    }

    /** What is wrong with a label that is not given among the classes; null: nothing. */
    private static String problem(String value) {
      if (value.isBlank()) {
        return "is missing";
      }
      if (!value.equals(value.strip())) {
        return "is '" + value + "', with a space at its end or beginning";
      }
      return MISSING.contains(value.toLowerCase(Locale.ROOT))
          ? "is '"
              + value
              + "', which tables say for a missing value; if it is a class, name all in"
              + " 'classes'"
          : null;
    }

    @Override
    public Task task() {
      return Task.singleLabel(names);
    }

    @Override
    public int[] of(CsvTable.Row row, Problems problems) {
      String value = row.fields().get(column);
      int label = numbers.getOrDefault(value, -1);
      if (label < 0) {
        String wrong = problem(value);
        problems.add(
            table.where(row),
            wrong == null || given && !value.isBlank()
                ? "class '%s' is not among 'classes' (%s)"
                    .formatted(value, String.join(", ", names))
                : "the label (column '%s') %s".formatted(name(), wrong));
      }
      return new int[] {label};
    }
  }

  /**
   * One output of a multi-label task.
   *
   * @param name what tables call it
   * @param column position in the file
   * @param value the column's value that means yes; empty: the column holds 1, 0 or -1
   */
  record Attribute(String name, int column, String value) {
    static Attribute of(String label, CsvTable table) throws InputException {
      int equals = label.indexOf('=');
      if (equals < 0) {
        return new Attribute(label, table.column(label), "");
      }
      String value = label.substring(equals + 1);
      int column = table.column(label.substring(0, equals));
      if (table.rows().stream().noneMatch(row -> row.fields().get(column).equals(value))) {
        throw new InputException(
            "%s: no row has %s '%s'".formatted(table.file(), table.columns().get(column), value));
      }
      return new Attribute(value, column, value);
    }
  }

  /** Several yes/no outputs. */
  final class Attributes implements CsvLabels {
    private final CsvTable table;
    private final List<Attribute> attributes;

    Attributes(CsvTable table, List<Attribute> attributes) {
      this.table = table;
      this.attributes = List.copyOf(attributes);
    }

    @Override
    public Task task() {
      return Task.multiLabel(attributes.stream().map(Attribute::name).toList());
    }

    @Override
    public int[] of(CsvTable.Row row, Problems problems) {
      int[] label = new int[attributes.size()];
      for (int i = 0; i < label.length; i++) {
        Attribute attribute = attributes.get(i);
        String field = row.fields().get(attribute.column());
        if (!attribute.value().isEmpty()) {
          label[i] = field.equals(attribute.value()) ? 1 : 0;
        } else if (List.of("1", "0", "-1").contains(field)) {
          label[i] = field.equals("1") ? 1 : 0;
        } else {
          problems.add(
              "%s: %s is '%s', expected 1 or 0 (or -1)"
                  .formatted(table.where(row), attribute.name(), field));
        }
      }
      return label;
    }
  }
}
