package org.unlearnbench.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.IntStream;
import org.unlearnbench.metric.Nomus;
import org.unlearnbench.metric.attack.Interval;
import org.unlearnbench.metric.attack.LogisticRegression;
import org.unlearnbench.metric.attack.LossLrAttack;
import org.unlearnbench.metric.attack.SideSizes;

/**
 * What {@code ./unlearn score} finds.
 *
 * @param unseen losses of samples the model never saw
 * @param forget losses of samples it should have forgotten
 * @param attack the attack's result
 * @param accuracy test accuracy given by the user
 * @param lambda weight of the accuracy in NoMUS
 * @param bootstrap interval of M, if asked for
 * @param exposed the forget samples the attack is surest of, if asked for
 */
record Score(
    LossFile unseen,
    LossFile forget,
    LossLrAttack.Result attack,
    OptionalDouble accuracy,
    double lambda,
    Optional<Bootstrap> bootstrap,
    List<Exposed> exposed) {
  private static final JsonMapper MAPPER =
      JsonMapper.builder().enable(StreamWriteFeature.USE_FAST_DOUBLE_WRITER).build();

  /** Id of the attack. */
  static final String METRIC = "mia.loss-lr/ndb796@2";

  /**
   * An interval by resampling.
   *
   * @param draws number of resamples
   * @param interval middle 95 % of M
   */
  record Bootstrap(int draws, Interval interval) {}

  /**
   * A forget sample the attack takes for a member.
   *
   * @param index place among the forget losses, from 0
   * @param loss its loss
   * @param probability that it was trained on, as the regression on all losses in use says, 0..1
   */
  record Exposed(int index, double loss, double probability) {}

  /** Makes the attack; {@code draws} and {@code top} may be 0. */
  static Score of(
      LossFile unseen,
      LossFile forget,
      OptionalDouble accuracy,
      double lambda,
      int draws,
      int top) {
    double[] outside = unseen.losses();
    double[] inside = forget.losses();
    LossLrAttack.Result attack = LossLrAttack.run(outside, inside);
    Optional<Bootstrap> bootstrap =
        draws == 0
            ? Optional.empty()
            : Optional.of(new Bootstrap(draws, LossLrAttack.bootstrap95(outside, inside, draws)));
    LogisticRegression model = LossLrAttack.fitOnAll(outside, inside);
    List<Exposed> exposed =
        IntStream.range(0, inside.length)
            .mapToObj(i -> new Exposed(i, inside[i], model.probability(inside[i])))
            .sorted(Comparator.comparingDouble(Exposed::probability).reversed())
            .limit(top)
            .toList();
    return new Score(unseen, forget, attack, accuracy, lambda, bootstrap, exposed);
  }

  /** How many there are of each side. */
  public SideSizes sizes() {
    return new SideSizes(unseen.losses().length, forget.losses().length);
  }

  /** NoMUS, if the accuracy is known. */
  public OptionalDouble nomus() {
    return accuracy.isPresent()
        ? OptionalDouble.of(Nomus.score(accuracy.getAsDouble(), attack.mia(), lambda))
        : OptionalDouble.empty();
  }

  /** For people: a line per number with what it means, without line ends. */
  List<String> text() {
    List<String> lines = new ArrayList<>();
    int used = attack.forgetUsed();
    int asked = forget.losses().length;
    lines.add("Membership attack " + METRIC);
    lines.add(row("unseen losses", count(unseen.losses().length), unseen.file()));
    String part = used < asked ? " (" + used + " of them used)" : "";
    lines.add(row("forget losses", count(asked), forget.file() + part));
    double guessing = sizes().guessing();
    boolean balanced = guessing == 0.5;
    String guess =
        balanced
            ? "0.5 is guessing"
            : "always guessing unseen gives "
                + number(guessing)
                + ": forget is smaller than unseen";
    lines.add(row("MIA", number(attack.mia()), "accuracy of the attack, " + guess));
    bootstrap.ifPresent(
        b ->
            lines.add(
                row(
                    "MIA 95 % interval",
                    number(b.interval().low()) + " .. " + number(b.interval().high()),
                    b.draws() + " bootstrap resamples of both files")));
    lines.add(
        row(
            "forgetting score",
            number(attack.forgettingScore()),
            balanced
                ? "|MIA - 0.5|, 0 is best"
                : "|MIA - 0.5| as published, though guessing gives " + number(guessing - 0.5)));
    lines.add(
        nomus().isPresent()
            ? row(
                "NoMUS",
                number(nomus().getAsDouble()),
                "accuracy " + number(accuracy.getAsDouble()) + ", lambda " + lambda + ", 1 is best")
            : row("NoMUS", "NA", "needs --accuracy, the accuracy on test images"));
    if (!exposed.isEmpty()) {
      lines.add("Forget samples the attack is surest were trained on:");
      for (Exposed e : exposed) {
        String text = "loss " + e.loss() + ", probability " + number(e.probability());
        lines.add("  " + forget.place(e.index()) + ": " + text);
      }
    }
    return lines;
  }

  private static String row(String name, String value, Object meaning) {
    return String.format(Locale.ROOT, "  %-18s %-16s  %s", name, value, meaning);
  }

  private static String number(double value) {
    return String.format(Locale.ROOT, "%.4f", value);
  }

  private static String count(int value) {
    return Integer.toString(value);
  }

  /**
   * One line of JSON without a line end; numbers are the shortest decimals that read back as the
   * same double, what is not there is null.
   */
  String json() {
    ObjectNode json = MAPPER.createObjectNode();
    json.put("metric", METRIC);
    json.put("mia", attack.mia());
    json.put("forgetting_score", attack.forgettingScore());
    put(json, "nomus", nomus());
    put(json, "accuracy", accuracy);
    json.put("lambda", lambda);
    json.put("n_unseen", unseen.losses().length);
    json.put("n_forget", forget.losses().length);
    json.put("n_forget_used", attack.forgetUsed());
    json.put("guessing", sizes().guessing());
    ArrayNode folds = json.putArray("fold_accuracies");
    attack.foldAccuracies().forEach(folds::add);
    bootstrap.ifPresent(
        interval -> {
          json.put("bootstrap", interval.draws());
          json.put("mia_ci95_low", interval.interval().low());
          json.put("mia_ci95_high", interval.interval().high());
        });
    if (!exposed.isEmpty()) {
      ArrayNode top = json.putArray("top");
      for (Exposed exposed : exposed) {
        ObjectNode entry = top.addObject();
        entry.put("index", exposed.index());
        entry.put("loss", exposed.loss());
        entry.put("p_member", exposed.probability());
      }
    }
    try {
      return MAPPER.writeValueAsString(json);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void put(ObjectNode json, String key, OptionalDouble value) {
    if (value.isPresent()) {
      json.put(key, value.getAsDouble());
    } else {
      json.putNull(key);
    }
  }
}
