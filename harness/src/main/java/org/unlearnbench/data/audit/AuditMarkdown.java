package org.unlearnbench.data.audit;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.unlearnbench.data.source.Manifest.Entry;
import org.unlearnbench.data.source.PublishedCounts.Counts;

/** An audit as Markdown. */
public final class AuditMarkdown {
  /** Longer lists are cut; the JSON has them whole. */
  private static final int MOST_ROWS = 50;

  private final Audit audit;
  private final StringBuilder text = new StringBuilder();

  private AuditMarkdown(Audit audit) {
    this.audit = audit;
  }

  /** The text, ending in a line end. */
  public static String of(Audit audit) {
    AuditMarkdown markdown = new AuditMarkdown(audit);
    markdown.verdict();
    markdown.splits();
    markdown.identities();
    markdown.duplicates();
    markdown.files();
    return markdown.text.toString();
  }

  private void verdict() {
    line("# Audit of " + audit.name() + " (source " + audit.source() + ")");
    line("");
    List<String> findings = audit.findings();
    line(findings.isEmpty() ? "No leak between the splits was found." : "Found:");
    if (!findings.isEmpty()) {
      line("");
      findings.forEach(finding -> line("- " + finding));
    }
    audit.notes().forEach(note -> line("\n" + note));
  }

  private void splits() {
    heading("Splits");
    List<String> header = new ArrayList<>(List.of("split", "images", "identities"));
    header.addAll(audit.task().labels());
    List<List<String>> rows = new ArrayList<>();
    for (Audit.SplitSummary summary : audit.splits()) {
      Counts found = summary.found();
      List<String> row = new ArrayList<>();
      row.add(summary.split().key());
      Counts published = summary.published().orElse(new Counts(0, 0, List.of()));
      row.add(against(found.images(), published.images()));
      row.add(against(found.identities(), published.identities()));
      for (int k = 0; k < found.labels().size(); k++) {
        int stated = published.labels().isEmpty() ? 0 : published.labels().get(k);
        row.add(against(found.labels().get(k), stated));
      }
      rows.add(row);
    }
    table(header, rows);
    line("");
    line(
        audit
            .publishedSource()
            .map(
                source ->
                    audit.splits().stream().allMatch(Audit.SplitSummary::isAsPublished)
                        ? "All counts are those published (" + source + ")."
                        : "In brackets where it differs: the published count (" + source + ").")
            .orElse("No counts are published for these settings."));
  }

  private static String against(int found, int published) {
    return published == 0 || published == found ? "" + found : found + " (" + published + ")";
  }

  private void identities() {
    heading("People in more than one split");
    if (audit.identities().isEmpty()) {
      line("None.");
      return;
    }
    List<List<String>> rows = new ArrayList<>();
    for (Audit.SharedIdentity person : audit.identities()) {
      StringBuilder where = new StringBuilder();
      person
          .images()
          .forEach(
              (split, images) ->
                  where.append(where.isEmpty() ? "" : ", ").append(split.key() + " " + images));
      rows.add(List.of(person.identity(), where.toString()));
    }
    cutTable(List.of("identity", "images"), rows);
  }

  private void duplicates() {
    heading("Duplicates");
    Duplicates duplicates = audit.duplicates();
    line(
        "Equal: the same bytes. Near: 64-bit DCT perceptual hashes at most "
            + duplicates.nearBits()
            + " bits apart. Pairs:");
    line("");
    List<List<String>> rows = new ArrayList<>();
    for (Map.Entry<Duplicates.Splits, Duplicates.Count> entry : duplicates.counts().entrySet()) {
      Duplicates.Splits pair = entry.getKey();
      String name = pair.isAcross() ? pair.toString() : "within " + pair.first().key();
      Duplicates.Count count = entry.getValue();
      rows.add(List.of(name, Long.toString(count.equal()), Long.toString(count.near())));
    }
    table(List.of("splits", "equal", "near"), rows);
    if (!duplicates.across().isEmpty()) {
      line("");
      line("Pairs across splits:");
      line("");
      List<List<String>> pairs = new ArrayList<>();
      for (Duplicates.Pair pair : duplicates.across()) {
        pairs.add(
            List.of(
                pair.equal() ? "equal" : "near, " + pair.bits() + " bits",
                shown(pair.first()),
                shown(pair.second())));
      }
      cutTable(List.of("kind", "first", "second"), pairs);
    }
  }

  private void files() {
    heading("Files");
    List<String> sizes = new ArrayList<>();
    audit.sizes().forEach((size, count) -> sizes.add(size + ": " + count));
    line(
        "Sizes in pixels: " + (sizes.isEmpty() ? "none readable" : String.join(", ", sizes)) + ".");
    problems("Of another size than most:", audit.oddSizes());
    problems("Missing or unreadable:", audit.unreadable());
  }

  private void problems(String title, List<Audit.FileProblem> problems) {
    if (problems.isEmpty()) {
      return;
    }
    line("");
    line(title);
    line("");
    List<List<String>> rows = new ArrayList<>();
    for (Audit.FileProblem problem : problems) {
      rows.add(List.of(shown(problem.entry()), problem.what()));
    }
    cutTable(List.of("image", "what"), rows);
  }

  private static String shown(Entry entry) {
    return entry.split().key() + ": " + entry.sample().path();
  }

  private void heading(String title) {
    line("");
    line("## " + title);
    line("");
  }

  private void cutTable(List<String> header, List<List<String>> rows) {
    table(header, rows.subList(0, Math.min(rows.size(), MOST_ROWS)));
    if (rows.size() > MOST_ROWS) {
      line("");
      line("... and " + (rows.size() - MOST_ROWS) + " more");
    }
  }

  private void table(List<String> header, List<List<String>> rows) {
    row(header);
    row(header.stream().map(cell -> "---").toList());
    rows.forEach(this::row);
  }

  private void row(List<String> cells) {
    StringBuilder row = new StringBuilder("|");
    for (String cell : cells) {
      row.append(' ').append(cell.replace("|", "\\|").replaceAll("\\s+", " ")).append(" |");
    }
    line(row.toString());
  }

  private void line(String line) {
    text.append(line).append('\n');
  }
}
