package org.unlearnbench.nn.checkpoint;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import org.unlearnbench.io.InputException;
import org.unlearnbench.nn.Network;
import org.unlearnbench.nn.NetworkSpec;
import org.unlearnbench.nn.ParameterLayout.Tensor;

/** Networks to and from files, with torchvision's parameter names. */
public final class Checkpoints {
  private static final List<String> PREFIXES = List.of("module.", "model.");
  private static final String BATCH_COUNT = ".num_batches_tracked";

  /** The first convolution of every ResNet; it has as many filters as the network is wide. */
  private static final String STEM = "conv1.weight";

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
   * Puts tensors into a network. Names may carry a {@code module.} or {@code model.} prefix, the
   * last layer may be called {@code fc.fc}, and PyTorch's batch counters are ignored. If anything
   * is wrong, the network stays as it was.
   *
   * @param source for messages
   * @throws InputException listing every missing, unexpected and wrongly shaped tensor
   */
  public static void load(String source, Map<String, NamedTensor> tensors, Network network)
      throws InputException {
    List<String> problems = new ArrayList<>();
    Map<String, NamedTensor> byName = new TreeMap<>();
    for (NamedTensor tensor : tensors.values()) {
      String name = canonical(tensor.name());
      if (!name.endsWith(BATCH_COUNT) && byName.put(name, tensor) != null) {
        problems.add("two tensors for '" + name + "'");
      }
    }
    float[] flat = network.parameters();
    List<String> missing = new ArrayList<>();
    List<String> misshaped = new ArrayList<>();
    TreeSet<String> unexpected = new TreeSet<>(byName.keySet());
    for (Tensor tensor : network.layout().tensors()) {
      NamedTensor found = byName.get(tensor.name());
      unexpected.remove(tensor.name());
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

  private static String canonical(String name) {
    int begin = 0;
    int before;
    do {
      before = begin;
      for (String prefix : PREFIXES) {
        begin += name.startsWith(prefix, begin) ? prefix.length() : 0;
      }
    } while (begin > before);
    String bare = name.substring(begin);
    return bare.startsWith("fc.fc.") ? bare.substring("fc.".length()) : bare;
  }
}
