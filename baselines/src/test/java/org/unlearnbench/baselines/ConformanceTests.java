package org.unlearnbench.baselines;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.unlearnbench.config.Parameter;
import org.unlearnbench.config.ParameterValues;
import org.unlearnbench.data.LabelledImages;
import org.unlearnbench.data.Sample;
import org.unlearnbench.data.Task;
import org.unlearnbench.method.Artefacts;
import org.unlearnbench.method.MemoryArtefacts;
import org.unlearnbench.method.MethodContext;
import org.unlearnbench.method.RandomStreams;
import org.unlearnbench.method.Recipe;
import org.unlearnbench.method.ShuffledBatches;
import org.unlearnbench.method.TrainingBatches;
import org.unlearnbench.method.UnlearningMethod;
import org.unlearnbench.method.attack.FloatImages;
import org.unlearnbench.nn.Network;
import org.unlearnbench.nn.NetworkSpec;
import org.unlearnbench.nn.ParameterLayout.Tensor;
import org.unlearnbench.nn.checkpoint.NamedTensor;
import org.unlearnbench.nn.checkpoint.SafeTensors;
import org.unlearnbench.nn.graph.ResNet18Factory;

/**
 * Every method ends where its source's own code ends from the same weights, images, orders and
 * drawn numbers, as near as rounding lets the source come to itself; see {@code generate.py} beside
 * the files in {@code conformance/}.
 */
class ConformanceTests {
  private static final Path FILES = Path.of("src/test/resources/conformance");
  private static final int CLASSES = 8;
  private static final int SIZE = 64;
  private static final int STRIDE = 11;

  private static Map<String, NamedTensor> inputs;
  private static LabelledImages retain;
  private static LabelledImages forget;

  @BeforeAll
  static void read() throws IOException {
    inputs = SafeTensors.read(FILES.resolve("inputs.safetensors"));
    List<float[]> pixels = new ArrayList<>();
    List<Sample> samples = new ArrayList<>();
    int[] sizes = {add("retain", pixels, samples), add("forget", pixels, samples)};
    LabelledImages all =
        LabelledImages.of(
            Task.singleLabel(List.of("a", "b", "c", "d", "e", "f", "g", "h")),
            samples,
            new FloatImages(SIZE, pixels));
    int[] places = new int[sizes[0] + sizes[1]];
    Arrays.setAll(places, i -> i);
    retain = all.subset(Arrays.copyOf(places, sizes[0]));
    forget = all.subset(Arrays.copyOfRange(places, sizes[0], places.length));
  }

  private static int add(String set, List<float[]> pixels, List<Sample> samples) {
    float[] labels = inputs.get(set + ".y").values();
    float[] all = inputs.get(set + ".x").values();
    int length = all.length / labels.length;
    for (int i = 0; i < labels.length; i++) {
      pixels.add(Arrays.copyOfRange(all, i * length, (i + 1) * length));
      samples.add(new Sample(set + i, "x", (int) labels[i]));
    }
    return labels.length;
  }

  @ParameterizedTest(name = "{0}")
  @CsvFileSource(files = "src/test/resources/conformance/cases.csv", numLinesToSkip = 1)
  void endsWhereItsSourceEnds(
      String name,
      String method,
      String settings,
      long seed,
      String source,
      double floor,
      double allowed)
      throws IOException {
    assertThat(source).matches("[\\w-]+/[\\w-]+@[0-9a-f]{7} .+");
    assertThat(allowed).isLessThanOrEqualTo(Math.max(5e-3, 4.5 * floor));
    Map<String, NamedTensor> theirs = SafeTensors.read(FILES.resolve(name + ".safetensors"));
    UnlearningMethod ours = Methods.registry().get(method);
    try (Context context = new Context(ours, values(ours, settings), seed)) {
      ours.unlearn(context);
      assertThat(distance(context, theirs, true)).isLessThanOrEqualTo(allowed);
      assertThat(distance(context, theirs, false)).isLessThanOrEqualTo(allowed);
    }
  }

  @Test
  void everyMethodHasACaseOrAReasonWhyNot() throws IOException {
    Set<String> known = new TreeSet<>();
    for (String line : Files.readAllLines(FILES.resolve("cases.csv"))) {
      known.add(line.split(",")[1]);
    }
    known.remove("method");
    Matcher reasons =
        Pattern.compile("^\\| `([a-z+-]+)` \\| .{20,}", Pattern.MULTILINE)
            .matcher(Files.readString(FILES.resolve("README.md")));
    while (reasons.find()) {
      assertThat(known.add(reasons.group(1))).as(reasons.group(1) + " has a case").isTrue();
    }
    assertThat(known).isEqualTo(new TreeSet<>(Methods.registry().names()));
  }

  /** The comparison must be able to fail. */
  @ParameterizedTest
  @CsvFileSource(files = "src/test/resources/conformance/cases.csv", numLinesToSkip = 1)
  void aSlightlyDifferentMethodIsNoticed(
      String name,
      String method,
      String settings,
      long seed,
      String source,
      double floor,
      double allowed)
      throws IOException {
    Map<String, NamedTensor> theirs = SafeTensors.read(FILES.resolve(name + ".safetensors"));
    UnlearningMethod ours = Methods.registry().get(method);
    ParameterValues values = values(ours, settings);
    values =
        switch (method) {
          case "ssd" -> values.with("lambda", 0.7);
          case "msg" -> values.with("mask.ratio", 0.25);
          case "amun" -> values.with("train-on-forget", false);
          case "retrain" -> values.with("lr", 0.015);
          case "unsir" -> values.with("impair.lr", 0.0015);
          default -> values.with("lr", values.number("lr") * 1.5);
        };
    try (Context context = new Context(ours, values, seed)) {
      ours.unlearn(context);
      assertThat(distance(context, theirs, true)).isGreaterThan(allowed);
    }
  }

  @Test
  void finetuningInTheOtherModeIsNoticed() throws IOException {
    Map<String, NamedTensor> train = SafeTensors.read(FILES.resolve("finetune.safetensors"));
    try (Context context = new Context(new FineTune(), values(new FineTune(), "mode=eval"), 5)) {
      new FineTune().unlearn(context);
      assertThat(distance(context, train, true)).isGreaterThan(0.05);
    }
  }

  private static ParameterValues values(UnlearningMethod method, String settings) {
    ParameterValues values = ParameterValues.defaults(method.info().parameters());
    values = Methods.withEvery(method, values, "batch-size", 8L);
    String given = settings == null ? "" : settings;
    for (String setting : given.split(";")) {
      if (!setting.isEmpty()) {
        String[] pair = setting.split("=");
        Parameter.Type type =
            method.info().parameters().stream()
                .filter(parameter -> parameter.name().equals(pair[0]))
                .findFirst()
                .orElseThrow()
                .type();
        Object value =
            switch (type) {
              case INTEGER -> Long.valueOf(pair[1]);
              case NUMBER -> Double.valueOf(pair[1]);
              case FLAG -> Boolean.valueOf(pair[1]);
              case NUMBER_LIST -> Stream.of(pair[1].split(",")).map(Double::valueOf).toList();
              default -> pair[1];
            };
        values = values.with(pair[0], value);
      }
    }
    return values;
  }

  /**
   * Of ours from theirs, as a share of the way theirs went.
   *
   * @param trainable weights, or running statistics
   */
  private static double distance(
      Context context, Map<String, NamedTensor> theirs, boolean trainable) {
    Network ours = context.network;
    float[] parameters = ours.parameters();
    double apart = 0;
    double way = 0;
    for (Tensor tensor : ours.layout().tensors()) {
      if (tensor.role().trainable() == trainable) {
        float[] start = inputs.get(context.start + tensor.name()).values();
        float[] end = theirs.get(tensor.name()).values();
        for (int i = 0; i < end.length; i++) {
          apart += Math.pow(parameters[tensor.offset() + i * STRIDE] - end[i], 2);
          way += Math.pow(end[i] - start[i * STRIDE], 2);
        }
      }
    }
    return apart == 0 ? 0 : Math.sqrt(apart / way);
  }

  /** Orders are drawn from the streams as usual; new weights are those of the file. */
  private static final class Context implements MethodContext, AutoCloseable {
    private final String start;
    private final Network network;
    private final RandomStreams streams;
    private final List<Network> fresh = new ArrayList<>();
    private final MemoryArtefacts artefacts = new MemoryArtefacts();
    private final ParameterValues parameters;

    Context(UnlearningMethod method, ParameterValues parameters, long seed) {
      this.start = method.start() == UnlearningMethod.Start.FRESH ? "fresh." : "original.";
      this.network = network(start);
      this.streams = new RandomStreams(seed);
      this.parameters = parameters;
    }

    private static Network network(String prefix) {
      Network network =
          new ResNet18Factory()
              .create(new NetworkSpec("resnet18", 8, SIZE, CLASSES), new SplittableRandom(1));
      float[] values = network.parameters();
      for (Tensor tensor : network.layout().tensors()) {
        float[] stored = inputs.get(prefix + tensor.name()).values();
        System.arraycopy(stored, 0, values, tensor.offset(), stored.length);
      }
      network.setParameters(values);
      return network;
    }

    @Override
    public Network network() {
      return network;
    }

    @Override
    public Network freshNetwork(String purpose) {
      fresh.add(network("fresh."));
      return fresh.get(fresh.size() - 1);
    }

    @Override
    public LabelledImages retain() {
      return retain;
    }

    @Override
    public LabelledImages forget() {
      return forget;
    }

    @Override
    public TrainingBatches batches(LabelledImages set, int batchSize, String purpose) {
      return new ShuffledBatches(set, batchSize, streams, purpose);
    }

    @Override
    public ParameterValues parameters() {
      return parameters;
    }

    @Override
    public UnlearningMethod method(String name) {
      return Methods.registry().get(name);
    }

    @Override
    public Recipe originalRecipe() {
      return Recipe.STANDARD;
    }

    @Override
    public SplittableRandom random(String purpose) {
      return streams.of(purpose);
    }

    @Override
    public Artefacts artefacts() {
      return artefacts;
    }

    @Override
    public void epochFinished(int done, int total) {}

    @Override
    public void close() {
      Stream.concat(Stream.of(network), fresh.stream()).forEach(Network::close);
    }
  }
}
