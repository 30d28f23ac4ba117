package org.unlearnbench.metric.attack;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

/** Loss vectors and what NumPy 1.24 and scikit-learn 1.2 made of them, from the test resources. */
public final class GoldenLosses {
  private static final String FOLDER = "/golden/";
  private static final JsonNode EXPECTED = json("mia.json");

  private GoldenLosses() {}

  public static List<String> cases() {
    List<String> names = new ArrayList<>();
    EXPECTED.path("cases").fieldNames().forEachRemaining(names::add);
    return names;
  }

  /** The expected values of a case. */
  public static JsonNode expected(String name) {
    return EXPECTED.required("cases").required(name);
  }

  public static double[] unseen(String name) {
    return tensor(name + ".unseen");
  }

  public static double[] forget(String name) {
    return tensor(name + ".forget");
  }

  /** A file of the golden values; decimals keep the digits they are written with. */
  public static JsonNode json(String file) {
    try {
      return new ObjectMapper()
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .readTree(bytes(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static double[] tensor(String name) {
    ByteBuffer file = ByteBuffer.wrap(bytes("mia-vectors.safetensors"));
    file.order(ByteOrder.LITTLE_ENDIAN);
    int header = Math.toIntExact(file.getLong());
    try {
      JsonNode entry = new ObjectMapper().readTree(file.array(), Long.BYTES, header).required(name);
      if (!entry.required("dtype").asText().equals("F32")) {
        throw new IllegalStateException("not F32: " + name);
      }
      int start = Long.BYTES + header + entry.required("data_offsets").get(0).asInt();
      double[] values = new double[entry.required("shape").get(0).asInt()];
      for (int i = 0; i < values.length; i++) {
        values[i] = file.getFloat(start + i * Float.BYTES);
      }
      return values;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static byte[] bytes(String file) {
    try (InputStream in = GoldenLosses.class.getResourceAsStream(FOLDER + file)) {
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
