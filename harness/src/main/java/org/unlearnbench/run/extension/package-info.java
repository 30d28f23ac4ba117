/** Finds what plug-ins and modules bring: data sources, methods, networks, metrics, reports. */
package org.unlearnbench.run.extension;
