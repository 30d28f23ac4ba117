package org.unlearnbench.nn;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.unlearnbench.config.ParameterValues;

class NetworkSpecTests {
  @Test
  void aFactoryGetsAllItsSettings() {
    ParameterValues settings = new ParameterValues(Map.of("width", 8L, "depth", 7L));
    NetworkSpec spec = NetworkSpec.of("tiny", settings, 32, 4);
    assertThat(spec.width()).isEqualTo(8);
    assertThat(spec.parameters().integer("depth")).isEqualTo(7);
    assertThat(NetworkSpec.of("tiny", new ParameterValues(Map.of()), 32, 4).width()).isEqualTo(1);
    assertThat(new NetworkSpec("tiny", 8, 32, 4).parameters().integer("width")).isEqualTo(8);
  }
}
