package org.unlearnbench.data.cache;

import java.nio.file.Path;

/**
 * An image that a data set names.
 *
 * @param file where it is
 * @param where what names it, for messages: for example {@code labels.csv:17}
 */
public record ImageFile(Path file, String where) {}
