package org.unlearnbench.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.unlearnbench.config.SampleVocabulary.Card;
import org.unlearnbench.io.InputException;

class RegistryTests {

  @Test
  void findsByNameAndListsSorted() throws InputException {
    Card b = SampleVocabulary.card("b");
    Registry<Card> registry = Registry.of("thing", List.of(b, SampleVocabulary.card("a")));
    assertThat(registry.names()).containsExactly("a", "b");
    assertThat(registry.get("b")).isSameAs(b);
    assertThat(registry.find("c")).isEmpty();
    assertThatThrownBy(() -> registry.get("c"))
        .hasMessage("found 'c', expected a thing; valid: a, b");
  }

  @Test
  void anEmptyRegistrySaysSo() throws InputException {
    Registry<Card> registry = Registry.of("thing", List.of());
    assertThat(registry.unknown("x")).isEqualTo("found 'x', expected a thing; none is known");
  }

  @Test
  void refusesTwoOfOneNameAndNamesBothOwners() {
    List<Card> cards = List.of(SampleVocabulary.card("a"), SampleVocabulary.card("a"));
    String owner = Card.class.getName();
    assertThatThrownBy(() -> Registry.of("thing", cards))
        .isInstanceOf(InputException.class)
        .hasMessage("thing " + owner + ": the name 'a' is taken by " + owner);
  }

  @Test
  void refusesCardsNoConfigurationCouldFill() {
    Card card =
        SampleVocabulary.card(
            "Bad Name",
            Parameter.number("as", 1, ""),
            Parameter.number("a", 1, ""),
            Parameter.number("a.b", 1, ""),
            new Parameter(
                "c",
                Parameter.Type.NUMBER,
                1L,
                false,
                0,
                false,
                1,
                List.of(),
                "a wrong default",
                null));
    assertThatThrownBy(() -> Registry.of("thing", List.of(card)))
        .hasMessageContaining("found the name 'Bad Name'")
        .hasMessageContaining("parameter 'as' has a name that is reserved")
        .hasMessageContaining("parameter 'a.b' clashes with 'a'")
        .hasMessageContaining("parameter 'c' has a default that is no NUMBER: 1");
  }

  @Test
  void suggestsOnlyWhatIsNear() {
    List<String> valid = List.of("scrub", "random-mask", "lr");
    assertThat(Nearest.to("scurb", valid)).contains("scrub");
    assertThat(Nearest.to("SCRUB", valid)).contains("scrub");
    assertThat(Nearest.to("random_mask", valid)).contains("random-mask");
    assertThat(Nearest.to("x", valid)).isEmpty();
    assertThat(Nearest.to("", valid)).isEmpty();
    assertThat(Nearest.to("anything", List.of())).isEmpty();
  }
}
