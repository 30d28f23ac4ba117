/** Models that were made elsewhere, judged like those made here. */
package org.unlearnbench.method.external;
