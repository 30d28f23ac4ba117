package org.unlearnbench.run.cell;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.Optional;

/**
 * What a worker tells its parent, one line each on a channel that nothing else is printed to.
 *
 * @param kind what happened
 * @param cell the method's label; empty if it is about the job
 * @param text a phase, or a reason
 * @param done units of the phase finished
 * @param total units of the phase in all
 */
public record WorkerMessage(Kind kind, String cell, String text, int done, int total) {
  private static final String PREFIX = "@unlearnbench ";
  private static final JsonMapper MAPPER = new JsonMapper();

  /** Kinds of messages. */
  public enum Kind {
    /** A cell begins. */
    STARTED,
    /** A unit of work is over. */
    PROGRESS,
    /** A cell's files are in place. */
    OK,
    /** A cell ended as failed, and its files say so. */
    FAILED,
    /** The job cannot be done at all. */
    REFUSED,
    /** The process is there; {@code done} is 1 if anything in it is at work. */
    ALIVE;

    /**
     * Whether a worker waits until its parent has taken note: what was printed before the message
     * belongs to another log than what is printed after.
     */
    public boolean isAnswered() {
      return this != PROGRESS && this != ALIVE;
    }
  }

  public static WorkerMessage of(Kind kind, String cell, String text) {
    return new WorkerMessage(kind, cell, text, 0, 0);
  }

  /** The line, without its end. */
  public String line() {
    return PREFIX
        + MAPPER
            .createObjectNode()
            .put("kind", kind.name())
            .put("cell", cell)
            .put("text", text)
            .put("done", done)
            .put("total", total);
  }

  /** The message in a line of output, if it is one. */
  public static Optional<WorkerMessage> parse(String line) {
    if (!line.startsWith(PREFIX)) {
      return Optional.empty();
    }
    try {
      JsonNode node = MAPPER.readTree(line.substring(PREFIX.length()));
      return Optional.of(
          new WorkerMessage(
              Kind.valueOf(node.path("kind").asText()),
              node.path("cell").asText(),
              node.path("text").asText(),
              node.path("done").asInt(),
              node.path("total").asInt()));
    } catch (JsonProcessingException | IllegalArgumentException e) {
      return Optional.empty();
    }
  }
}
