package org.unlearnbench.run.cell;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.unlearnbench.data.Batch;
import org.unlearnbench.method.StepListener;
import org.unlearnbench.nn.LinearNetwork;
import org.unlearnbench.nn.Network;
import org.unlearnbench.nn.Network.Mode;
import org.unlearnbench.nn.Network.Want;
import org.unlearnbench.nn.NetworkSpec;
import org.unlearnbench.nn.optim.Adam;
import org.unlearnbench.nn.optim.Sgd;
import org.unlearnbench.result.Cost;

class WorkMeterTests {
  private final WorkMeter meter = new WorkMeter();
  private final Network plain =
      LinearNetwork.create(new NetworkSpec("linear", 1, 8, 3), new SplittableRandom(1));

  private static Batch batch(int n) {
    return new Batch(n, new float[n * 3 * 8 * 8], new int[n][1]);
  }

  private Cost counts(Spent since) {
    Cost cost = meter.since(since).cost();
    assertThat(cost.cpu()).isNotNegative();
    return new Cost(
        cost.steps(), cost.forwardImages(), cost.backwardImages(), Cost.NONE.cpuSeconds());
  }

  private static Cost of(long steps, long forward, long backward) {
    return new Cost(steps, forward, backward, Cost.NONE.cpuSeconds());
  }

  @Test
  void noTimePassesWhileAClockIsBehind() {
    long[] nanos = {5_000_000_000L};
    WorkMeter clock = new WorkMeter(() -> nanos[0]);
    Spent start = clock.now();
    nanos[0] = -3_000_000_000L;
    Spent back = clock.now();
    assertThat(clock.since(start).seconds()).isZero();
    nanos[0] = 6_000_000_000L;
    assertThat(clock.since(start).seconds()).isEqualTo(1);
    assertThat(clock.since(back).seconds()).isEqualTo(1);
  }

  @Test
  void countsTheNetworkAndItsCopies() {
    Network network = meter.count(plain);
    Spent start = meter.now();
    network.forward(batch(5), Mode.EVAL);
    assertThat(counts(start)).isEqualTo(of(0, 5, 0));
    network.backward(new float[5][3], Want.INPUT);
    network.backward(new float[5][3], Want.PARAMETERS);
    assertThat(counts(start)).isEqualTo(of(0, 5, 10));
    new Sgd(network.layout(), 0, 0, null).step(network, 0.1);
    assertThat(counts(start)).isEqualTo(of(1, 5, 10));
    Network teacher = network.copy();
    teacher.forward(batch(2), Mode.EVAL);
    Network copy = teacher.copy();
    copy.forward(batch(1), Mode.EVAL);
    copy.backward(new float[1][3], Want.BOTH);
    new Adam(copy.layout().length()).step(copy, 0.1);
    assertThat(counts(start)).isEqualTo(of(2, 8, 11));
    network.setParameters(network.parameters());
    assertThat(counts(start)).isEqualTo(of(2, 8, 11));
  }

  /** One that is forwarded to nothing would do the interface's default, uncounted. */
  @Test
  void passesOnWhateverANetworkCan() throws Exception {
    Class<?> counted = meter.count(plain).getClass();
    for (Method method : Network.class.getMethods()) {
      if (!java.lang.reflect.Modifier.isStatic(method.getModifiers())) {
        Method own = counted.getMethod(method.getName(), method.getParameterTypes());
        assertThat(own.getDeclaringClass()).as(method.getName()).isEqualTo(counted);
      }
    }
    assertThat(Arrays.asList(counted.getInterfaces()))
        .containsExactly(Network.class, StepListener.class);
  }

  @Test
  void weighsAForwardPassAThird() {
    assertThat(of(0, 6, 0).images()).isEqualTo(2);
    assertThat(of(0, 6, 6).images()).isEqualTo(6);
    assertThat(of(0, 9, 3).relativeTo(of(0, 15, 0))).isEqualTo(1);
    assertThat(of(0, 0, 0).relativeTo(of(0, 3, 3))).isZero();
    assertThat(Cost.NONE.relativeTo(Cost.NONE)).isNaN();
  }
}
