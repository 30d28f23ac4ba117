package org.unlearnbench.nn;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import org.unlearnbench.data.Batch;
import org.unlearnbench.nn.checkpoint.Checkpoints;
import org.unlearnbench.nn.checkpoint.NamedTensor;
import org.unlearnbench.nn.checkpoint.SafeTensors;
import org.unlearnbench.nn.graph.ResNet18Factory;

/** Values computed once with PyTorch 1.13, kept as test resources. */
public final class GoldenFiles {
  /** The network they belong to. */
  public static final NetworkSpec SPEC = new NetworkSpec("resnet18", 8, 64, 8);

  private GoldenFiles() {}

  /** The tensors of {@code golden/<name>.safetensors}. */
  public static Map<String, NamedTensor> read(String name) {
    try (InputStream in =
        GoldenFiles.class.getResourceAsStream("/golden/" + name + ".safetensors")) {
      Path copy = Files.createTempFile("golden", ".safetensors");
      try {
        Files.copy(in, copy, StandardCopyOption.REPLACE_EXISTING);
        return SafeTensors.read(copy);
      } finally {
        Files.delete(copy);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The network with the stored weights. */
  public static Network network() {
    return loaded(new ResNet18Factory().create(SPEC));
  }

  /** The same weights in another network of that shape. */
  public static Network loaded(Network network) {
    try {
      Checkpoints.load("golden weights", read("resnet18-w8"), network);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return network;
  }

  /** The stored batch. */
  public static Batch batch(Map<String, NamedTensor> io) {
    float[] y = io.get("y").values();
    int[][] labels = new int[y.length][];
    for (int i = 0; i < y.length; i++) {
      labels[i] = new int[] {(int) y[i]};
    }
    return new Batch(y.length, io.get("x").values(), labels);
  }

  /** Rows of a matrix. */
  public static float[][] rows(NamedTensor matrix) {
    int columns = matrix.shape().get(1).intValue();
    float[][] rows = new float[matrix.shape().get(0).intValue()][columns];
    for (int i = 0; i < rows.length; i++) {
      System.arraycopy(matrix.values(), i * columns, rows[i], 0, columns);
    }
    return rows;
  }

  /** All values of a matrix in one array. */
  public static float[] flat(float[][] rows) {
    float[] values = new float[rows.length * rows[0].length];
    for (int i = 0; i < rows.length; i++) {
      System.arraycopy(rows[i], 0, values, i * rows[0].length, rows[0].length);
    }
    return values;
  }
}
