package org.unlearnbench.data;

/**
 * Data sets: sources (CMU faces, MUFAC, MUCAC, CSV), splits, image decoding, the decoded cache,
 * train-time augmentation, and the split audit. Nothing here knows a network or a method.
 */
