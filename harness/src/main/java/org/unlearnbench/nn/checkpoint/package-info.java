/**
 * Reading and writing model weights. Files from others are not trusted: every size is checked
 * before memory is taken, and nothing in them is ever executed. And the state of training that is
 * under way.
 */
package org.unlearnbench.nn.checkpoint;
