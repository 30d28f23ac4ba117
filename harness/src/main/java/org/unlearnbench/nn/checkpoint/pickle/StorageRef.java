package org.unlearnbench.nn.checkpoint.pickle;

/**
 * Points to the numbers of one or more tensors, in a record of their own beside the pickle.
 *
 * @param type PyTorch's name, for example {@code FloatStorage}
 * @param key name of the record: digits
 * @param length number of elements, at least 0
 */
public record StorageRef(String type, String key, long length) {

  public StorageRef {
    if (!key.matches("[0-9]{1,9}") || length < 0) {
      throw new IllegalArgumentException(
          "a storage of " + length + " elements under a key of " + key.length() + " characters");
    }
  }
}
