package org.unlearnbench.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * One setting of an extension.
 *
 * @param name kebab-case; dots nest, so {@code attack.epsilon} is {@code attack: {epsilon: ..}} in
 *     YAML
 * @param type what a value must be
 * @param defaultValue a value of that type ({@link Double}, {@link Long}, {@link Boolean}, {@link
 *     String}, {@link List}), or null: then the setting is mandatory unless {@link #optional()}
 * @param optional true: may be left out although it has no default
 * @param minimum smallest number allowed (also per list entry), or negative infinity
 * @param exclusive true: {@code minimum} itself is not allowed
 * @param maximum largest number allowed, or infinity
 * @param choices the texts allowed; empty: any
 * @param help one line
 * @param former how runs made before this setting are read; null: they had it as it is
 */
public record Parameter(
    String name,
    Type type,
    Object defaultValue,
    boolean optional,
    double minimum,
    boolean exclusive,
    double maximum,
    List<String> choices,
    String help,
    Former former) {
  private static final String NAME = "[a-z0-9][a-z0-9-]*(\\.[a-z0-9][a-z0-9-]*)*";

  /** Keys the harness reads itself beside an extension's own. */
  private static final Set<String> RESERVED = Set.of("name", "as", "source", "method");

  /**
   * What a stored run means that knows a setting not yet, or by another name.
   *
   * @param name what it was called; null: it was not there
   * @param value what held before it was there; null: its default
   */
  public record Former(String name, Object value) {}

  /** Types of values. */
  public enum Type {
    NUMBER(Double.class, false),
    INTEGER(Long.class, false),
    FLAG(Boolean.class, false),
    TEXT(String.class, false),
    /** A file or folder; relative ones start at the configuration file's folder. */
    PATH(String.class, false),
    NUMBER_LIST(Double.class, true),
    INTEGER_LIST(Long.class, true),
    TEXT_LIST(String.class, true),
    /** Methods with their settings, each written as in an experiment's own list. */
    METHOD_LIST(Map.class, true);

    private final Class<?> element;
    private final boolean list;

    Type(Class<?> element, boolean list) {
      this.element = element;
      this.list = list;
    }

    boolean isList() {
      return list;
    }

    /** Whether a default is of this type. */
    private boolean fits(Object value) {
      return list
          ? value instanceof List<?> all && all.stream().allMatch(element::isInstance)
          : element.isInstance(value);
    }
  }

  public Parameter {
    choices = List.copyOf(choices);
  }

  private static Parameter any(String name, Type type, Object value, String help) {
    double infinity = Double.POSITIVE_INFINITY;
    return new Parameter(
        name, type, value, false, -infinity, false, infinity, List.of(), help, null);
  }

  public static Parameter number(String name, double value, String help) {
    return any(name, Type.NUMBER, value, help);
  }

  public static Parameter integer(String name, long value, String help) {
    return any(name, Type.INTEGER, value, help);
  }

  public static Parameter flag(String name, boolean value, String help) {
    return any(name, Type.FLAG, value, help);
  }

  public static Parameter choice(String name, String value, List<String> choices, String help) {
    return any(name, Type.TEXT, value, help).among(choices);
  }

  public static Parameter text(String name, String value, String help) {
    return any(name, Type.TEXT, value, help);
  }

  /** A path without default: mandatory unless made {@link #orAbsent()}. */
  public static Parameter path(String name, String help) {
    return any(name, Type.PATH, null, help);
  }

  public static Parameter numbers(String name, List<Double> value, String help) {
    return any(name, Type.NUMBER_LIST, value, help);
  }

  public static Parameter integers(String name, List<Long> value, String help) {
    return any(name, Type.INTEGER_LIST, value, help);
  }

  public static Parameter texts(String name, List<String> value, String help) {
    return any(name, Type.TEXT_LIST, value, help);
  }

  /** Methods with their settings; mandatory, at least one. */
  public static Parameter methods(String name, String help) {
    return any(name, Type.METHOD_LIST, null, help);
  }

  /** The same with a lower bound that is allowed itself. */
  public Parameter atLeast(double bound) {
    return new Parameter(
        name, type, defaultValue, optional, bound, false, maximum, choices, help, former);
  }

  /** The same with a lower bound that is not allowed itself. */
  public Parameter above(double bound) {
    return new Parameter(
        name, type, defaultValue, optional, bound, true, maximum, choices, help, former);
  }

  /** The same with an upper bound that is allowed itself. */
  public Parameter atMost(double bound) {
    return new Parameter(
        name, type, defaultValue, optional, minimum, exclusive, bound, choices, help, former);
  }

  /** The same, without a default, and free to be left out: in runs of old, too. */
  public Parameter orAbsent() {
    Former called = former == null ? null : new Former(former.name, null);
    return new Parameter(
        name, type, null, true, minimum, exclusive, maximum, choices, help, called);
  }

  /** The same with another default, a value of its type. */
  public Parameter withDefault(Object value) {
    return new Parameter(
        name, type, value, optional, minimum, exclusive, maximum, choices, help, former);
  }

  /** The same with another line of help. */
  public Parameter withHelp(String text) {
    return new Parameter(
        name, type, defaultValue, optional, minimum, exclusive, maximum, choices, text, former);
  }

  /** The same, which in runs made before it was a setting had {@code value}. */
  public Parameter formerly(Object value) {
    return formerly(new Former(null, value));
  }

  /** The same, which older runs have under another name. */
  public Parameter formerlyCalled(String old) {
    return formerly(new Former(old, null));
  }

  private Parameter formerly(Former before) {
    return new Parameter(
        name, type, defaultValue, optional, minimum, exclusive, maximum, choices, help, before);
  }

  /** The same below {@code prefix}: {@code lr} becomes {@code finetune.lr}. */
  public Parameter under(String prefix) {
    return new Parameter(
        prefix + "." + name,
        type,
        defaultValue,
        optional,
        minimum,
        exclusive,
        maximum,
        choices,
        help,
        former);
  }

  /** What is wrong with this declaration, a mistake of the extension's author; empty if nothing. */
  List<String> mistakes() {
    List<String> mistakes = new ArrayList<>();
    if (!name.matches(NAME) || RESERVED.contains(name)) {
      mistakes.add("has a name that is reserved or not kebab-case");
    }
    if (defaultValue != null && !type.fits(defaultValue)) {
      mistakes.add("has a default that is no " + type + ": " + defaultValue);
    }
    return mistakes;
  }

  private Parameter among(List<String> texts) {
    return new Parameter(
        name, type, defaultValue, optional, minimum, exclusive, maximum, texts, help, former);
  }
}
