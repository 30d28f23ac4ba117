package org.unlearnbench.nn.checkpoint;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.unlearnbench.io.InputException;

/** State dicts as {@code torch.save} writes them (PyTorch 1.6 and later), read without PyTorch. */
final class TorchCheckpoint {
  private TorchCheckpoint() {}

  /**
   * All tensors of the file's state dict, in its order.
   *
   * @param key which of several dicts, see {@link StateDict#find}
   * @throws InputException if the file is damaged, or holds anything that would need Python
   */
  static Map<String, NamedTensor> read(Path file, Optional<String> key) throws IOException {
    return read(file, key, WeightsMemory.ofThisProgram());
  }

  static Map<String, NamedTensor> read(Path file, Optional<String> key, WeightsMemory memory)
      throws IOException {
    try (TorchArchive archive = TorchArchive.open(file)) {
      Map<String, TensorRef> found = StateDict.find(saved(archive, file), key, file.toString());
      checkSizes(file, found, memory);
      Map<TensorRef.Storage, float[]> storages = new HashMap<>();
      Map<String, NamedTensor> tensors = new LinkedHashMap<>();
      for (Map.Entry<String, TensorRef> entry : found.entrySet()) {
        TensorRef tensor = entry.getValue();
        TensorRef.Storage storage = tensor.storage();
        if (!storages.containsKey(storage)) {
          storages.put(storage, archive.storage(storage));
        }
        float[] values = tensor.values(storages.get(storage));
        tensors.put(entry.getKey(), new NamedTensor(entry.getKey(), tensor.shape(), values));
      }
      return tensors;
    }
  }

  /** What the file says of its classes, see {@link ClassNames#in}. */
  static Map<String, List<String>> classes(Path file) throws IOException {
    try (TorchArchive archive = TorchArchive.open(file)) {
      return ClassNames.in(saved(archive, file));
    }
  }

  private static Object saved(TorchArchive archive, Path file) throws IOException {
    byte[] pickle = archive.pickle();
    try {
      return Unpickler.read(pickle);
    } catch (InputException e) {
      throw new InputException(file + ": " + e.getMessage());
    }
  }

  /** Views may repeat a few numbers without end, so all sizes are added up before any is read. */
  private static void checkSizes(Path file, Map<String, TensorRef> tensors, WeightsMemory memory)
      throws IOException {
    List<Long> lengths =
        Stream.concat(
                tensors.values().stream().map(TensorRef::length),
                tensors.values().stream()
                    .map(TensorRef::storage)
                    .distinct()
                    .map(TensorRef.Storage::length))
            .toList();
    long values = 0;
    for (long length : lengths) {
      values = length > DType.MAX_VALUES ? Long.MAX_VALUE : values + length;
      // Each number of a tensor as PyTorch writes it is one or more bytes of the file.
      if (values > 2 * Files.size(file)) {
        throw new InputException(
            file + ": describes more numbers than its " + Files.size(file) + " bytes can hold");
      }
    }
    memory.check(file, values);
  }
}
