package org.unlearnbench.data.benchmark;

/** The {@code mufac} and {@code mucac} sources: the published folders exactly as they are. */
