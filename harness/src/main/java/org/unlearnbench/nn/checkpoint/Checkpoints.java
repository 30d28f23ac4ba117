package org.unlearnbench.nn.checkpoint;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.unlearnbench.io.InputException;
import org.unlearnbench.nn.Network;
import org.unlearnbench.nn.NetworkSpec;
import org.unlearnbench.nn.ParameterLayout;
import org.unlearnbench.nn.ParameterLayout.Tensor;

/** Networks to and from files, with torchvision's parameter names. */
public final class Checkpoints {
  /** Modules that wrap others: parallel training, a training program's own, torch.compile. */
  private static final Set<String> WRAPPERS =
      Set.of("module", "model", "_orig_mod", "_fsdp_wrapped_module", "_checkpoint_wrapped_module");

  /** How often PyTorch counted something: batches of a BatchNorm, models of an average. */
  private static final Set<String> COUNTS = Set.of("num_batches_tracked", "n_averaged");

  /** The last layer within something that is called like it, such as dropout before it. */
  private static final Pattern LAST = Pattern.compile("^fc\\.(fc|\\d{1,3})\\.");

  private static final Pattern BLOCK =
      Pattern.compile(
          "resnet\\.encoder\\.stages\\.([0-7])\\.layers\\.([0-9]{1,3})"
              + "\\.(shortcut|layer\\.[0-8])\\.(convolution|normalization)\\.([a-z_]+)");

  /** The first convolution of every ResNet; it has as many filters as the network is wide. */
  private static final String STEM = "conv1.weight";

  /** Longest name of the modules that the whole network is in. */
  private static final int MAX_PREFIX = 200;

  /** Most names of a kind in one message; a ResNet-18 has 102. */
  private static final int MAX_NAMES = 200;

  private Checkpoints() {}

  /** Writes all parameters and running statistics as safetensors; whole or not at all. */
  public static void write(Path file, Network network) throws IOException {
    float[] flat = network.parameters();
    List<NamedTensor> tensors = new ArrayList<>();
    for (Tensor tensor : network.layout().tensors()) {
      int end = tensor.offset() + tensor.length();
      tensors.add(
          new NamedTensor(
              tensor.name(), shape(tensor), Arrays.copyOfRange(flat, tensor.offset(), end)));
    }
    SafeTensors.write(file, tensors, Map.of("format", "pt"));
  }

  /** Loads a safetensors file that fits the network exactly, see {@link #load}. */
  public static void read(Path file, Network network) throws IOException {
    load(file.toString(), SafeTensors.read(file), network);
  }

  /**
   * Puts tensors into a network. Names may carry {@code module.}, {@code model.} and {@code
   * _orig_mod.}, or the modules that the whole network is in; the last layer may be called {@code
   * fc.fc} or {@code fc.1}; those of Hugging Face's ResNets are translated; PyTorch's counters are
   * ignored. If anything is wrong, the network stays as it was.
   *
   * @param source for messages
   * @throws InputException listing every missing, unexpected and wrongly shaped tensor
   */
  public static void load(String source, Map<String, NamedTensor> tensors, Network network)
      throws InputException {
    List<String> problems = new ArrayList<>();
    Map<String, NamedTensor> byName = byName(tensors, network.layout(), problems);
    float[] flat = network.parameters();
    List<String> missing = new ArrayList<>();
    List<String> misshaped = new ArrayList<>();
    TreeSet<String> unexpected = new TreeSet<>(byName.keySet());
    for (Tensor tensor : network.layout().tensors()) {
      String name = canonical(tensor.name());
      NamedTensor found = byName.get(name);
      unexpected.remove(name);
      if (found == null) {
        missing.add(tensor.name() + " " + tensor.shape());
      } else if (!found.shape().equals(shape(tensor))) {
        misshaped.add(tensor.name() + " " + found.shape() + " instead of " + tensor.shape());
      } else {
        System.arraycopy(found.values(), 0, flat, tensor.offset(), tensor.length());
      }
    }
    add(problems, "missing: ", missing);
    add(problems, "unexpected: ", List.copyOf(unexpected));
    add(problems, "wrong shape: ", misshaped);
    if (!problems.isEmpty()) {
      throw new InputException(
          source
              + ": does not fit "
              + describe(network.spec())
              + otherWidth(network, byName.get(STEM))
              + ": "
              + String.join("; ", problems));
    }
    network.setParameters(flat);
  }

  private static String describe(NetworkSpec spec) {
    return spec.name()
        + " of width "
        + spec.width()
        + " with "
        + spec.outputs()
        + " outputs for images of "
        + spec.imageSize()
        + " pixels";
  }

  /** A hint, if the first convolution is this network's, but for its number of filters. */
  private static String otherWidth(Network network, NamedTensor found) {
    Optional<Tensor> ours =
        network.layout().tensors().stream().filter(t -> t.name().equals(STEM)).findFirst();
    if (found == null || found.shape().isEmpty() || ours.isEmpty()) {
      return "";
    }
    List<Long> shape = shape(ours.get());
    long width = found.shape().get(0);
    boolean onlyWidth =
        found.shape().size() == shape.size()
            && found.shape().subList(1, shape.size()).equals(shape.subList(1, shape.size()))
            && width != shape.get(0);
    return onlyWidth ? " (network.width: " + width + " would fit " + STEM + ")" : "";
  }

  private static void add(List<String> problems, String what, List<String> names) {
    if (!names.isEmpty()) {
      int left = names.size() - MAX_NAMES;
      problems.add(
          what
              + String.join(", ", left > 0 ? names.subList(0, MAX_NAMES) : names)
              + (left > 0 ? " and " + left + " more" : ""));
    }
  }

  private static List<Long> shape(Tensor tensor) {
    return tensor.shape().stream().map(Integer::longValue).toList();
  }

  /** The tensors by the names that a network's would have, counters left out. */
  private static Map<String, NamedTensor> byName(
      Map<String, NamedTensor> tensors, ParameterLayout layout, List<String> problems) {
    Map<String, NamedTensor> byName = new TreeMap<>();
    for (NamedTensor tensor : tensors.values()) {
      String name = canonical(tensor.name());
      if (!COUNTS.contains(name.substring(name.lastIndexOf('.') + 1))
          && byName.put(name, tensor) != null) {
        problems.add("two tensors for '" + name + "'");
      }
    }
    boolean foreign =
        layout.tensors().stream().noneMatch(t -> byName.containsKey(canonical(t.name())));
    return foreign ? withoutPrefix(byName, layout) : byName;
  }

  /**
   * Without the modules that the network is in, if they are the only ones with all of its tensors
   * (or most of them); what else is there keeps its name, and will be unexpected.
   */
  private static Map<String, NamedTensor> withoutPrefix(
      Map<String, NamedTensor> byName, ParameterLayout layout) {
    Set<String> wanted = new HashSet<>();
    layout.tensors().forEach(tensor -> wanted.add(canonical(tensor.name())));
    Map<String, Integer> fitting = new TreeMap<>();
    for (String name : byName.keySet()) {
      for (int dot = name.indexOf('.'); dot > 0 && dot < MAX_PREFIX; ) {
        if (wanted.contains(canonical(name.substring(dot + 1)))) {
          fitting.merge(name.substring(0, dot + 1), 1, Integer::sum);
        }
        dot = name.indexOf('.', dot + 1);
      }
    }
    List<String> prefixes =
        fitting.keySet().stream().filter(p -> 2 * fitting.get(p) > wanted.size()).toList();
    if (prefixes.size() != 1) {
      return byName;
    }
    String prefix = prefixes.get(0);
    Map<String, NamedTensor> shorter = new TreeMap<>();
    byName.forEach(
        (name, tensor) ->
            shorter.put(
                name.startsWith(prefix) ? canonical(name.substring(prefix.length())) : name,
                tensor));
    return shorter;
  }

  private static String canonical(String name) {
    String bare =
        Stream.of(name.split("\\.", -1))
            .filter(module -> !WRAPPERS.contains(module))
            .collect(Collectors.joining("."));
    return huggingFace(LAST.matcher(bare).replaceFirst("fc."));
  }

  /** Torchvision's name for a tensor of {@code transformers.ResNetForImageClassification}. */
  private static String huggingFace(String name) {
    Matcher block = BLOCK.matcher(name);
    if (block.matches()) {
      String place = "layer" + (Integer.parseInt(block.group(1)) + 1) + "." + block.group(2);
      boolean norm = block.group(4).equals("normalization");
      String module =
          block.group(3).equals("shortcut")
              ? "downsample." + (norm ? 1 : 0)
              : (norm ? "bn" : "conv") + (block.group(3).charAt("layer.".length()) - '0' + 1);
      return place + "." + module + "." + block.group(5);
    }
    return name.replaceFirst("^resnet\\.embedder\\.embedder\\.convolution\\.", "conv1.")
        .replaceFirst("^resnet\\.embedder\\.embedder\\.normalization\\.", "bn1.")
        .replaceFirst("^classifier\\.1\\.", "fc.");
  }
}
