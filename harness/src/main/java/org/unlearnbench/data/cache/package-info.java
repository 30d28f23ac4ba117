/**
 * Decoded images on disk: every image is read, hashed and decoded once, on all cores; later runs
 * map the result into memory.
 *
 * <p>In the cache folder every list of files has a folder of its own, named after the files and how
 * they are prepared. In it some images at a time are in a {@code .pixels} file, named after their
 * paths, sizes and modification times: an interrupted pass goes on from there, a changed image file
 * costs its neighbours only. Each is written whole or not at all and has a checksum, which is
 * looked at whenever it is opened. {@code <list>.lock} lets one process decode while others wait.
 * Every file may be deleted at any time that nothing runs.
 */
package org.unlearnbench.data.cache;
