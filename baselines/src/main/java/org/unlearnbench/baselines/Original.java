package org.unlearnbench.baselines;

import org.unlearnbench.config.Info;
import org.unlearnbench.method.MethodContext;
import org.unlearnbench.method.UnlearningMethod;

/** Does nothing: the model as trained on retain and forget, where every method starts. */
public final class Original implements UnlearningMethod {
  private static final Info INFO =
      new Info("original", "Original", "does nothing: the model trained on retain and forget", "");

  @Override
  public Info info() {
    return INFO;
  }

  @Override
  public void unlearn(MethodContext context) {}
}
