package org.unlearnbench.nn.optim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class AdamTests {
  private static final float[][] GRADIENTS = {
    {0.3f, -2.0f, 0.0f, 1e-4f}, {0.1f, 1.5f, 0.5f, -1e-4f}, {-0.7f, 0.25f, 0.5f, 2.0f}
  };

  /** Values of PyTorch 1.13: {@code torch.optim.Adam(lr=0.1)}. */
  private static final double[][] EXPECTED = {
    {0.4000000059604645, -1.149999976158142, 3.0, -0.09998999536037445},
    {0.3128936290740967, -1.1410675048828125, 2.925586223602295, -0.09472735971212387},
    {0.3434206247329712, -1.1405586004257202, 2.839740037918091, -0.15860843658447266}
  };

  @Test
  void equalsPyTorch() {
    float[] values = {0.5f, -1.25f, 3.0f, 0.0f};
    Adam adam = new Adam(4);
    for (int step = 0; step < GRADIENTS.length; step++) {
      adam.step(values, GRADIENTS[step], 0.1);
      for (int i = 0; i < values.length; i++) {
        assertThat((double) values[i]).isCloseTo(EXPECTED[step][i], Offset.offset(1e-6));
      }
    }
  }

  @Test
  void refusesAnotherLength() {
    assertThatThrownBy(() -> new Adam(4).step(new float[3], new float[3], 0.1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("3 values");
  }
}
