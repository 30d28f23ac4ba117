package org.unlearnbench.cli;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import org.unlearnbench.config.Described;
import org.unlearnbench.config.Info;
import org.unlearnbench.config.Nearest;
import org.unlearnbench.config.Parameter;
import org.unlearnbench.io.InputException;
import org.unlearnbench.metric.Metric;
import org.unlearnbench.run.extension.Extensions;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.TypeConversionException;

/** {@code ./unlearn list}: what an experiment file can name. */
@Command(
    name = "list",
    description = "Prints names, parameters with defaults, and sources of what can be used.",
    footer = {
      "  ./unlearn list methods",
      "  ./unlearn list metrics",
      "  ./unlearn list methods aru",
      "  ./unlearn list settings"
    })
final class ListCommand extends Subcommand {
  @Mixin private Plugins plugins;

  /** What can be listed. */
  enum Kind {
    METHODS,
    DATASETS,
    METRICS,
    NETWORKS,
    SETTINGS;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** Reads a {@link Kind} as users write it. */
  static final class KindConverter implements ITypeConverter<Kind> {
    @Override
    public Kind convert(String text) {
      for (Kind kind : Kind.values()) {
        if (kind.toString().equals(text)) {
          return kind;
        }
      }
      List<String> valid = Arrays.stream(Kind.values()).map(Kind::toString).toList();
      throw new TypeConversionException("found '" + text + "', " + Nearest.hint(text, valid));
    }
  }

  @Parameters(
      index = "0",
      paramLabel = "KIND",
      converter = KindConverter.class,
      description = "One of: ${COMPLETION-CANDIDATES}.")
  private Kind kind;

  @Parameters(
      index = "1..*",
      arity = "0..*",
      paramLabel = "NAME",
      description = "Only these; all if none is given.")
  private List<String> names = new ArrayList<>();

  @Override
  public Integer call() throws InputException {
    Extensions extensions = plugins.load();
    Collection<? extends Described> all =
        switch (kind) {
          case METHODS -> extensions.methods().all();
          case DATASETS -> extensions.sources().all();
          case METRICS -> extensions.metrics();
          case NETWORKS -> extensions.networks().all();
          case SETTINGS -> Extensions.settings();
        };
    List<String> valid = all.stream().map(Described::name).toList();
    for (String name : names) {
      if (!valid.contains(name)) {
        String hint = Nearest.hint(name, valid);
        throw new InputException("list " + kind + ": found '" + name + "', " + hint);
      }
    }
    for (Described described : all) {
      if (names.isEmpty() || names.contains(described.name())) {
        print(described, out());
      }
    }
    return 0;
  }

  private static void print(Described described, PrintWriter out) {
    Info info = described.info();
    out.print(info.name() + " (" + info.title() + ")\n");
    out.print("    " + info.summary() + "\n");
    if (described instanceof Metric metric) {
      String better = metric.direction().name().toLowerCase(Locale.ROOT);
      out.print("    column: " + metric.column() + "; better: " + better + "\n");
    }
    if (!info.source().isEmpty()) {
      out.print("    source: " + info.source() + "\n");
    }
    int width = info.parameters().stream().mapToInt(p -> p.name().length()).max().orElse(0);
    for (Parameter parameter : info.parameters()) {
      String name = parameter.name() + " ".repeat(width - parameter.name().length());
      out.print("    " + name + "  " + parameter.help() + " (" + value(parameter) + ")\n");
    }
    info.notes().forEach(note -> out.print("    note: " + note + "\n"));
    out.print("\n");
  }

  private static String value(Parameter parameter) {
    String choices =
        parameter.choices().isEmpty() ? "" : String.join(" | ", parameter.choices()) + "; ";
    if (parameter.defaultValue() != null) {
      String value = String.valueOf(parameter.defaultValue());
      return choices + "default " + (value.isEmpty() ? "empty" : value);
    }
    return choices + (parameter.optional() ? "may be left out" : "mandatory");
  }
}
