package org.unlearnbench.config;

import java.io.IOException;
import java.io.StringReader;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.unlearnbench.config.YamlNode.Entry;
import org.unlearnbench.config.YamlNode.Mapping;
import org.unlearnbench.config.YamlNode.Position;
import org.unlearnbench.config.YamlNode.Scalar;
import org.unlearnbench.config.YamlNode.Sequence;
import org.unlearnbench.io.InputException;
import org.yaml.snakeyaml.DumperOptions.ScalarStyle;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

/**
 * Reads YAML into {@link YamlNode}s. No tag ever makes an object; size, depth and the growth by
 * aliases are bounded, so that a hostile file costs little.
 */
final class YamlReader {
  private static final int MAX_BYTES = 1 << 20;
  private static final int MAX_DEPTH = 30;
  private static final int MAX_NODES = 50_000;

  private final String source;
  private final boolean positions;
  private int nodes;

  private YamlReader(String source, boolean positions) {
    this.source = source;
    this.positions = positions;
  }

  /** The document in {@code file}; messages call it {@code source}. */
  static YamlNode file(Path file, String source) throws InputException {
    if (!Files.isRegularFile(file)) {
      throw new InputException(
          source
              + ": "
              + (Files.exists(file)
                  ? "is not a file"
                  : InputException.noFile(file, "no such file")));
    }
    String text;
    try {
      long size = Files.size(file);
      if (size > MAX_BYTES) {
        throw new InputException(
            source + ": found " + size + " bytes, expected a YAML file of at most " + MAX_BYTES);
      }
      text = decode(Files.readAllBytes(file));
    } catch (InputException e) {
      throw e;
    } catch (CharacterCodingException e) {
      throw new InputException(source + ": is not UTF-8 text");
    } catch (IOException e) {
      throw new InputException(source + ": cannot be read: " + e.getMessage());
    }
    return text(text, source);
  }

  /** The document in {@code text}; messages call it {@code source}. */
  static YamlNode text(String text, String source) throws InputException {
    return new YamlReader(source, true).read(text);
  }

  /** A value given on the command line; {@code source} is how messages name the option. */
  static YamlNode option(String text, String source) throws InputException {
    return new YamlReader(source, false).read(text);
  }

  private static String decode(byte[] bytes) throws CharacterCodingException {
    String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    return text.startsWith("\uFEFF") ? text.substring(1) : text;
  }

  private YamlNode read(String text) throws InputException {
    LoaderOptions options = new LoaderOptions();
    options.setMaxAliasesForCollections(50);
    options.setNestingDepthLimit(MAX_DEPTH);
    options.setCodePointLimit(MAX_BYTES);
    try {
      Iterator<Node> documents = new Yaml(options).composeAll(new StringReader(text)).iterator();
      if (!documents.hasNext()) {
        return new Scalar(new Position(source, positions ? 1 : 0, 1), "", true);
      }
      YamlNode root = convert(documents.next(), 0);
      if (documents.hasNext()) {
        Position second = position(documents.next().getStartMark());
        throw new InputException(second + ": found a second document, expected one");
      }
      return root;
    } catch (MarkedYAMLException e) {
      Mark mark = e.getProblemMark() == null ? e.getContextMark() : e.getProblemMark();
      Position at = mark == null ? Position.of(source) : position(mark);
      throw new InputException(at + ": is not valid YAML: " + oneLine(e.getProblem()));
    } catch (YAMLException e) {
      throw new InputException(source + ": is not valid YAML: " + oneLine(e.getMessage()));
    }
  }

  private YamlNode convert(Node node, int depth) throws InputException {
    Position at = position(node.getStartMark());
    // Aliases share nodes, so a small text can stand for a huge or an endless tree.
    if (++nodes > MAX_NODES || depth > MAX_DEPTH) {
      throw new InputException(at + ": the document is too large or too deep (aliases counted)");
    }
    if (node instanceof ScalarNode scalar) {
      return new Scalar(at, scalar.getValue(), scalar.getScalarStyle() == ScalarStyle.PLAIN);
    }
    if (node instanceof SequenceNode sequence) {
      List<YamlNode> items = new ArrayList<>();
      for (Node item : sequence.getValue()) {
        items.add(convert(item, depth + 1));
      }
      return new Sequence(at, items);
    }
    List<Entry> entries = new ArrayList<>();
    for (NodeTuple tuple : ((MappingNode) node).getValue()) {
      Position keyAt = position(tuple.getKeyNode().getStartMark());
      if (!(tuple.getKeyNode() instanceof ScalarNode key)) {
        throw new InputException(keyAt + ": found a key that is not a text");
      }
      entries.add(new Entry(keyAt, key.getValue(), convert(tuple.getValueNode(), depth + 1)));
    }
    return new Mapping(at, entries);
  }

  private Position position(Mark mark) {
    return positions
        ? new Position(source, mark.getLine() + 1, mark.getColumn() + 1)
        : Position.of(source);
  }

  private static String oneLine(String text) {
    return text == null ? "unreadable" : text.strip().replaceAll("\\s+", " ");
  }
}
