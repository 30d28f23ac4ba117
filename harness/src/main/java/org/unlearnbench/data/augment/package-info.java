package org.unlearnbench.data.augment;

/**
 * Train-time augmentation, and batches made ahead of time in the background. Evaluation never comes
 * here: it reads {@link org.unlearnbench.data.LabelledImages} directly.
 */
