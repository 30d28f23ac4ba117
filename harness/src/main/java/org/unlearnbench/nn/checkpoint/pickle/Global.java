package org.unlearnbench.nn.checkpoint.pickle;

/** The only names of Python that a pickle may refer to. */
enum Global {
  ORDERED_DICT("collections", "OrderedDict"),
  REBUILD_TENSOR("torch._utils", "_rebuild_tensor_v2"),
  REBUILD_PARAMETER("torch._utils", "_rebuild_parameter"),
  DOUBLE("torch", "DoubleStorage"),
  FLOAT("torch", "FloatStorage"),
  HALF("torch", "HalfStorage"),
  BFLOAT16("torch", "BFloat16Storage"),
  LONG("torch", "LongStorage"),
  INT("torch", "IntStorage"),
  SHORT("torch", "ShortStorage"),
  CHAR("torch", "CharStorage"),
  BYTE("torch", "ByteStorage"),
  BOOL("torch", "BoolStorage");

  private final String module;
  private final String attribute;

  Global(String module, String attribute) {
    this.module = module;
    this.attribute = attribute;
  }

  /** The name within its module. */
  String attribute() {
    return attribute;
  }

  boolean isStorage() {
    return attribute.endsWith("Storage");
  }

  /**
   * The name {@code module.attribute}.
   *
   * @throws PickleException if it is any other
   */
  static Global of(String module, String attribute) throws PickleException {
    for (Global global : values()) {
      if (global.module.equals(module) && global.attribute.equals(attribute)) {
        return global;
      }
    }
    throw new PickleException(
        "refers to '"
            + module
            + "."
            + attribute
            + "', which is no part of a state dict and is not loaded; save model.state_dict() alone");
  }
}
