/** The {@code mufac} and {@code mucac} sources: the published folders exactly as they are. */
package org.unlearnbench.data.benchmark;
