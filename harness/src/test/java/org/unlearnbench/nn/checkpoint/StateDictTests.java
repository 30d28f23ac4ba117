package org.unlearnbench.nn.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.unlearnbench.io.InputException;

class StateDictTests {
  private static TensorRef tensor(long... shape) {
    List<Long> sizes = Arrays.stream(shape).boxed().toList();
    List<Long> strides = sizes.stream().map(size -> 1L).toList();
    return new TensorRef(new TensorRef.Storage(DType.F32, "0", 4), 0, sizes, strides);
  }

  private static Map<String, TensorRef> find(Object saved) throws InputException {
    return StateDict.find(saved, Optional.empty(), "w.pth");
  }

  /** Lightning keeps scores by the names of files, which have dots, too. */
  @Test
  void scoresOfFilesAreNoStateDict() throws InputException {
    Map<String, TensorRef> weights = Map.of("model.fc.bias", tensor(4));
    Map<String, Object> saved =
        Map.of(
            "state_dict",
            weights,
            "callbacks",
            Map.of("best_k_models", Map.of("epoch=3.ckpt", tensor())));
    assertThat(find(saved)).isEqualTo(weights);
  }

  @Test
  void aDictInAListOrTuple() throws InputException {
    Map<String, TensorRef> weights = Map.of("fc.bias", tensor(4));
    assertThat(find(List.of(weights, 3L))).isEqualTo(weights);
    assertThat(find(new Unpickler.Tuple(List.of(weights, 3L)))).isEqualTo(weights);
    assertThatThrownBy(() -> find(List.of(tensor(4))))
        .hasMessage("w.pth: holds no dict, expected a state dict");
    assertThatThrownBy(() -> find(List.of(weights, Map.of("fc.bias", tensor(4)))))
        .hasMessageStartingWith("w.pth: holds 2 state dicts, expected one: '0', '1'; choose");
  }
}
