/** What data sources share: the list of a data set's images before any pixel is decoded. */
package org.unlearnbench.data.source;
