package org.unlearnbench.data.cache;

/**
 * Decoded images on disk: every image is read, hashed and decoded once, in one pass over the files
 * with all cores; later runs map the result into memory.
 *
 * <p>Files in the cache folder: {@code <key>.pixels}, raw bytes [n, 3, size, size], where the key
 * is a hash of the images' contents and of how they were prepared; {@code <listing>.index}, which
 * leads from a list of files (paths, sizes, modification times) to their content hashes and that
 * key; and, while images are decoded, {@code <list>.work} and {@code <list>.journal}, from which an
 * interrupted pass goes on; {@code <list>.lock} lets one process decode while others wait. Every
 * file may be deleted at any time that nothing runs.
 */
