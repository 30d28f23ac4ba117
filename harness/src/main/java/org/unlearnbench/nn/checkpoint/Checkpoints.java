package org.unlearnbench.nn.checkpoint;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.unlearnbench.nn.Network;
import org.unlearnbench.nn.ParameterLayout.Tensor;

/** Networks to and from files, with torchvision's parameter names. */
public final class Checkpoints {
  private static final List<String> PREFIXES = List.of("module.", "model.");
  private static final String BATCH_COUNT = ".num_batches_tracked";

  private Checkpoints() {}

  /** Writes all parameters and running statistics as safetensors; whole or not at all. */
  public static void write(Path file, Network network) throws IOException {
    float[] flat = network.parameters();
    List<NamedTensor> tensors = new ArrayList<>();
    for (Tensor tensor : network.layout().tensors()) {
      List<Long> shape = tensor.shape().stream().map(Integer::longValue).toList();
      int end = tensor.offset() + tensor.length();
      tensors.add(
          new NamedTensor(tensor.name(), shape, Arrays.copyOfRange(flat, tensor.offset(), end)));
    }
    SafeTensors.write(file, tensors, Map.of("format", "pt"));
  }

  /** Loads a safetensors file that fits the network exactly, see {@link #load}. */
  public static void read(Path file, Network network) throws IOException {
    load(file.toString(), SafeTensors.read(file), network);
  }

  /**
   * Puts tensors into a network. Names may carry a {@code module.} or {@code model.} prefix, the
   * last layer may be called {@code fc.fc}, and PyTorch's batch counters are ignored.
   *
   * @param source for messages
   * @throws CheckpointException listing every missing, unexpected and wrongly shaped tensor
   */
  public static void load(String source, Map<String, NamedTensor> tensors, Network network)
      throws CheckpointException {
    float[] flat = network.parameters();
    List<String> problems = new ArrayList<>();
    Map<String, NamedTensor> byName = new java.util.TreeMap<>();
    for (NamedTensor tensor : tensors.values()) {
      String name = canonical(tensor.name());
      if (!name.endsWith(BATCH_COUNT) && byName.put(name, tensor) != null) {
        problems.add("two tensors for '" + name + "'");
      }
    }
    TreeSet<String> unexpected = new TreeSet<>(byName.keySet());
    for (Tensor tensor : network.layout().tensors()) {
      NamedTensor found = byName.get(tensor.name());
      unexpected.remove(tensor.name());
      if (found == null) {
        problems.add("missing '" + tensor.name() + "' " + tensor.shape());
      } else if (!found.shape().equals(tensor.shape().stream().map(Integer::longValue).toList())) {
        problems.add(
            "'" + tensor.name() + "' has shape " + found.shape() + ", expected " + tensor.shape());
      } else {
        System.arraycopy(found.values(), 0, flat, tensor.offset(), tensor.length());
      }
    }
    unexpected.forEach(name -> problems.add("unexpected '" + name + "'"));
    if (!problems.isEmpty()) {
      throw new CheckpointException(
          source + " does not fit " + network.spec() + ": " + String.join("; ", problems));
    }
    network.setParameters(flat);
  }

  private static String canonical(String name) {
    for (String prefix : PREFIXES) {
      if (name.startsWith(prefix)) {
        return canonical(name.substring(prefix.length()));
      }
    }
    return name.startsWith("fc.fc.") ? name.substring(3) : name;
  }
}
