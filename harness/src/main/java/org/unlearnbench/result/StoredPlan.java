package org.unlearnbench.result;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.unlearnbench.config.Info;
import org.unlearnbench.config.Parameter;
import org.unlearnbench.config.Selection;
import org.unlearnbench.data.Split;
import org.unlearnbench.data.SplitOverlap;
import org.unlearnbench.io.InputException;
import org.unlearnbench.io.JsonFile;

/**
 * {@code plan.json}: which cells a run consists of, and what its names mean.
 *
 * @param experiment name of the experiment
 * @param ranking column of the metric that ranks methods
 * @param cells in plan order: data set, then method, then seed
 * @param cards the methods' cards by label
 * @param data what is known of each data set, by its label
 * @param tunedOn what the experiment says of how its settings were chosen
 */
public record StoredPlan(
    String experiment,
    String ranking,
    List<PlannedCell> cells,
    Map<String, Info> cards,
    Map<String, Data> data,
    Selection tunedOn) {
  private static final int FORMAT = 1;

  public StoredPlan {
    cells = List.copyOf(cells);
    cards = Collections.unmodifiableMap(new LinkedHashMap<>(cards));
    data = Collections.unmodifiableMap(new LinkedHashMap<>(data));
  }

  /** A plan that says nothing of its data and settings. */
  public StoredPlan(
      String experiment, String ranking, List<PlannedCell> cells, Map<String, Info> cards) {
    this(experiment, ranking, cells, cards, Map.of(), Selection.NOT_STATED);
  }

  /**
   * What a run says of one of its data sets, so that reports need no images.
   *
   * @param images number of images by split; empty where it is not said
   * @param shared what its splits have in common
   * @param imagesMayBeShown whether its images may be seen in what is passed on; where that is not
   *     said they may not
   */
  public record Data(
      Map<Split, Integer> images, List<SplitOverlap> shared, Optional<Boolean> imagesMayBeShown) {
    /** Nothing is said. */
    public static final Data UNKNOWN = new Data(Map.of(), List.of(), Optional.empty());

    public Data {
      Map<Split, Integer> sorted = new EnumMap<>(Split.class);
      sorted.putAll(images);
      images = Collections.unmodifiableMap(sorted);
      shared = List.copyOf(shared);
    }
  }

  /** As the file has it. */
  private record Content(
      String experiment,
      String ranking,
      List<PlannedCell> cells,
      Map<String, Card> methods,
      Optional<String> tunedOn,
      Optional<Map<String, Data>> data) {}

  /** A method's card. */
  private record Card(
      String name,
      String title,
      String summary,
      String source,
      List<Setting> parameters,
      List<String> notes) {
    static Card of(Info info) {
      return new Card(
          info.name(),
          info.title(),
          info.summary(),
          info.source(),
          info.parameters().stream().map(Setting::of).toList(),
          info.notes());
    }

    Info info() {
      List<Parameter> all = parameters.stream().map(Setting::parameter).toList();
      return new Info(name, title, summary, source, all, notes);
    }
  }

  /** A setting of a method; a card's reader has no use for its range. */
  private record Setting(
      String name,
      Parameter.Type type,
      @JsonProperty("default") Optional<Object> value,
      boolean optional,
      List<String> choices,
      String help) {
    static Setting of(Parameter parameter) {
      return new Setting(
          parameter.name(),
          parameter.type(),
          Optional.ofNullable(parameter.defaultValue()),
          parameter.optional(),
          parameter.choices(),
          parameter.help());
    }

    Parameter parameter() {
      return new Parameter(
          name,
          type,
          value.orElse(null),
          optional,
          Double.NEGATIVE_INFINITY,
          false,
          Double.POSITIVE_INFINITY,
          choices,
          help,
          null);
    }
  }

  /** The file's text. */
  public String text() {
    return JsonFile.sealed(
        FORMAT,
        new Content(
            experiment,
            ranking,
            cells,
            mapped(cards, Card::of),
            Optional.of(tunedOn.key()),
            Optional.of(data)));
  }

  /**
   * Reads {@code file}.
   *
   * @throws InputException if it is damaged, or a name in it would lead out of the run directory
   */
  public static StoredPlan read(Path file) throws IOException {
    Content content = JsonFile.read(file, FORMAT, Content.class);
    requireName(file, content.experiment);
    for (PlannedCell cell : content.cells) {
      requireName(file, cell.dataset());
      requireName(file, cell.method());
    }
    return new StoredPlan(
        content.experiment,
        content.ranking,
        content.cells,
        mapped(content.methods, Card::info),
        content.data.orElse(Map.of()),
        Selection.of(content.tunedOn.orElse("")));
  }

  /** A name that becomes part of a path. */
  private static void requireName(Path file, String name) throws InputException {
    if (!name.matches("[A-Za-z0-9][A-Za-z0-9._+:-]*")) {
      throw new InputException(file, "found the name '" + name + "'");
    }
  }

  private static <A, B> Map<String, B> mapped(Map<String, A> values, Function<A, B> change) {
    Map<String, B> changed = new LinkedHashMap<>();
    values.forEach((name, value) -> changed.put(name, change.apply(value)));
    return changed;
  }
}
