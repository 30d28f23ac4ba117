package org.unlearnbench.data.audit;

import org.unlearnbench.data.source.Entry;

/** An image file and what is wrong, or unusual, about it. */
public record FileProblem(Entry entry, String what) {}
