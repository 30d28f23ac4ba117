package org.unlearnbench.cli.score;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.OptionalDouble;

/**
 * A {@link ScoreResult} as one line of JSON; numbers are the shortest decimals that read back as
 * the same double, what is not there is null.
 */
public final class ScoreJson {
  private static final JsonMapper MAPPER =
      JsonMapper.builder().enable(StreamWriteFeature.USE_FAST_DOUBLE_WRITER).build();

  private ScoreJson() {}

  /** The text, without a line end. */
  public static String of(ScoreResult result) {
    ObjectNode json = MAPPER.createObjectNode();
    json.put("metric", ScoreResult.METRIC);
    json.put("mia", result.attack().mia());
    json.put("forgetting_score", result.attack().forgettingScore());
    put(json, "nomus", result.nomus());
    put(json, "accuracy", result.accuracy());
    json.put("lambda", result.lambda());
    json.put("n_unseen", result.unseen().losses().length);
    json.put("n_forget", result.forget().losses().length);
    json.put("n_forget_used", result.attack().forgetUsed());
    json.put("guessing", result.sizes().guessing());
    ArrayNode folds = json.putArray("fold_accuracies");
    result.attack().foldAccuracies().forEach(folds::add);
    result
        .bootstrap()
        .ifPresent(
            bootstrap -> {
              json.put("bootstrap", bootstrap.draws());
              json.put("mia_ci95_low", bootstrap.interval().low());
              json.put("mia_ci95_high", bootstrap.interval().high());
            });
    if (!result.exposed().isEmpty()) {
      ArrayNode top = json.putArray("top");
      for (ScoreResult.Exposed exposed : result.exposed()) {
        ObjectNode entry = top.addObject();
        entry.put("index", exposed.index());
        entry.put("loss", exposed.loss());
        entry.put("p_member", exposed.probability());
      }
    }
    try {
      return MAPPER.writeValueAsString(json);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void put(ObjectNode json, String key, OptionalDouble value) {
    if (value.isPresent()) {
      json.put(key, value.getAsDouble());
    } else {
      json.putNull(key);
    }
  }
}
