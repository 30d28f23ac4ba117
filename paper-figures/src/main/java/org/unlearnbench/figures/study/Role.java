package org.unlearnbench.figures.study;

/** What a row means to its reader: a point of reference, or a method under test. */
public enum Role {
  /** The model before unlearning; also the row of a method that does nothing. */
  ORIGINAL("original"),
  /** Trained without the forget set: what unlearning tries to reach. */
  RETRAINED("retrain"),
  /** Resets as many kernels or filters as ARU, chosen at random. */
  RANDOM_MASK("random-mask"),
  METHOD("");

  private final String methodName;

  Role(String methodName) {
    this.methodName = methodName;
  }

  /** The role of the method that calls itself so, whatever an experiment names it. */
  static Role of(String methodName) {
    for (Role role : values()) {
      if (role != METHOD && role.methodName.equals(methodName)) {
        return role;
      }
    }
    return METHOD;
  }

  public boolean isReference() {
    return this != METHOD;
  }
}
