package org.unlearnbench.baselines;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.unlearnbench.data.Batch;
import org.unlearnbench.method.Objective;
import org.unlearnbench.method.Recipe;
import org.unlearnbench.method.Schedule;
import org.unlearnbench.method.SmallSetting;
import org.unlearnbench.method.Teacher;
import org.unlearnbench.method.Trainer;
import org.unlearnbench.nn.Network;
import org.unlearnbench.nn.Network.Mode;
import org.unlearnbench.nn.loss.Distillation;

/** The teacher of the distilling methods stays what it was; the student does not. */
class TeacherTests {

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void theTeacherStaysBitIdenticalWhileTheStudentMoves(boolean multiLabel) {
    SmallSetting setting = SmallSetting.of(multiLabel);
    try (Network student = setting.originalNetwork();
        Network copy = student.copy();
        Teacher teacher = new Teacher(copy.copy())) {
      Batch batch = setting.forget().batch(0, 1, 2, 3, 4, 5, 6, 7);
      float[][] before = teacher.logits(batch);
      assertThat(before).isDeepEqualTo(copy.forward(batch, Mode.EVAL));
      Objective away = teacher.divergence(setting.forget().task(), 4).times(-1);
      Recipe recipe = new Recipe(1, 8, 0.05, 0.9, 0.01, Schedule.constant());
      Trainer trainer = new Trainer(student, recipe);
      for (int step = 0; step < 5; step++) {
        trainer.step(batch, away, 0.05, "step " + step);
      }
      assertThat(teacher.logits(batch)).isDeepEqualTo(before);
      assertThat(student.forward(batch, Mode.EVAL)).isNotEqualTo(before);
      Distillation kl = new Distillation(setting.forget().task(), 4);
      assertThat(kl.of(student.forward(batch, Mode.EVAL), before).value()).isPositive();
    }
  }

  /** A teacher that shared its weights with the student would make KL zero (and this a failure). */
  @Test
  void scrubsForgetPassMovesTheStudentAwayFromOriginal() {
    SmallSetting setting = SmallSetting.of(false);
    ScrubKurmanji method = new ScrubKurmanji();
    var values =
        Methods.small(method)
            .with("gamma", 0.0)
            .with("alpha", 0.0)
            .with("epochs", 3L)
            .with("weight-decay", 0.0)
            .with("lr", 0.01);
    var outcome = Methods.run(method, values, false);
    assertThat(outcome.movedWeights()).isNotEmpty();
    assertThat(Methods.loss(setting, outcome.after(), setting.forget()))
        .isGreaterThan(Methods.loss(setting, outcome.before(), setting.forget()));
  }
}
