package org.unlearnbench.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class SplitOverlapTests {
  @Test
  void namesEveryPairThatSharesSomething() {
    Map<Split, Set<String>> people =
        Map.of(
            Split.UNSEEN, Set.of("ann", "bob"),
            Split.RETAIN, Set.of("bob", "eve", "ann"),
            Split.TEST, Set.of("mia"));
    Map<Split, Set<String>> images =
        Map.of(
            Split.FORGET, Set.of("h1", "h2"),
            Split.TEST, Set.of("h2", "h3"),
            Split.RETAIN, Set.of("h4"));
    assertThat(SplitOverlap.find(people, images))
        .containsExactly(
            new SplitOverlap(Split.RETAIN, Split.UNSEEN, 2, 0),
            new SplitOverlap(Split.FORGET, Split.TEST, 0, 1));
  }

  @Test
  void disjointOrEmptySplitsShareNothing() {
    assertThat(SplitOverlap.find(Map.of(), Map.of())).isEmpty();
    assertThat(
            SplitOverlap.find(Map.of(Split.RETAIN, Set.of("a"), Split.FORGET, Set.of()), Map.of()))
        .isEmpty();
  }

  @Property(tries = 200)
  void countsAsManyAsThereAre(@ForAll @Size(4) List<Set<@IntRange(max = 9) Integer>> sets) {
    Map<Split, Set<String>> people = new EnumMap<>(Split.class);
    for (Split split : Split.values()) {
      Set<String> names = new HashSet<>();
      sets.get(split.ordinal()).forEach(i -> names.add("p" + i));
      people.put(split, names);
    }
    for (SplitOverlap overlap : SplitOverlap.find(people, people)) {
      long both =
          people.get(overlap.first()).stream()
              .filter(people.get(overlap.second())::contains)
              .count();
      assertThat(overlap.people()).isEqualTo((int) both).isPositive();
      assertThat(overlap.images()).isEqualTo(overlap.people());
      assertThat(overlap.first()).isLessThan(overlap.second());
    }
  }
}
