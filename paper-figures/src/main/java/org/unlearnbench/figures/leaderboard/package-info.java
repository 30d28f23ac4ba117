/**
 * One board over many runs: rows that carry their values per seed and where they come from, the
 * check that refuses incomplete ones, and the board made of the rest.
 */
package org.unlearnbench.figures.leaderboard;
