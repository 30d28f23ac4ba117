package org.unlearnbench.method;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Keeps what a method leaves. */
public final class MemoryArtefacts implements Artefacts {
  private final Map<String, List<List<Object>>> tables = new LinkedHashMap<>();
  private final Map<String, byte[]> files = new LinkedHashMap<>();

  private final boolean mayShowImages;

  /** Keeps everything, pictures of images too. */
  public MemoryArtefacts() {
    this(true);
  }

  public MemoryArtefacts(boolean mayShowImages) {
    this.mayShowImages = mayShowImages;
  }

  @Override
  public boolean mayShowImages() {
    return mayShowImages;
  }

  @Override
  public void csv(String fileName, List<String> header, List<List<Object>> rows) {
    for (List<Object> row : rows) {
      if (row.size() != header.size()) {
        throw new IllegalArgumentException(fileName + ": " + row + " under " + header);
      }
    }
    tables.put(fileName, List.copyOf(rows));
  }

  @Override
  public void bytes(String fileName, byte[] content) {
    files.put(fileName, content.clone());
  }

  /** Rows of the tables by file name. */
  public Map<String, List<List<Object>>> tables() {
    return tables;
  }

  /** Other files by name. */
  public Map<String, byte[]> files() {
    return files;
  }
}
