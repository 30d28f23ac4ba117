/**
 * What a run leaves behind: per-sample outputs, cell results and provenance as records, and the
 * readers and writers of their files. Metrics, charts and tables are made from these alone. Every
 * file has a checksum, which is looked at when a run is opened ({@code StoredRun}).
 */
package org.unlearnbench.result;
