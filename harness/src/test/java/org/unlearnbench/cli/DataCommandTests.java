package org.unlearnbench.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.unlearnbench.data.cmu.StandIn;
import org.unlearnbench.data.cmu.TestLayouts;
import org.unlearnbench.run.fakes.FakePlugin;
import picocli.CommandLine;

class DataCommandTests {
  private static final String FIRST_FORGET = "train_images/F0001_AGE_S_00_a1.jpg";
  private static final String FIRST_UNSEEN = "test_images/F0851_AGE_S_00_a1.jpg";

  @TempDir Path folder;
  private Path layout;
  private Path yaml;
  private Path plugins;
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @BeforeEach
  void writeLayoutAndExperiment() throws IOException {
    layout = folder.resolve("faces");
    yaml = folder.resolve("e.yaml");
    TestLayouts.copy(StandIn.MUFAC, layout);
    // An experiment names a method, and the harness alone has none.
    plugins = FakePlugin.write(folder.resolve("plugins"));
    write("{source: mufac, as: faces, folder: faces, forget-count: 128}");
  }

  private void write(String source) throws IOException {
    Files.writeString(yaml, "data: [" + source + "]\nmethods: [original]\n");
  }

  private int data(String... arguments) {
    String[] all = new String[arguments.length + 1];
    all[0] = "data";
    System.arraycopy(arguments, 0, all, 1, arguments.length);
    CommandLine commandLine = Main.commandLine();
    commandLine.setOut(new PrintWriter(out));
    commandLine.setErr(new PrintWriter(err));
    return commandLine.execute(all);
  }

  private int audit(String... options) {
    List<String> all = new ArrayList<>(List.of("audit", yaml.toString()));
    all.addAll(List.of("--plugins", plugins.toString()));
    all.addAll(List.of(options));
    return data(all.toArray(String[]::new));
  }

  @Test
  void passesWhatDoesNotLeak() {
    assertThat(audit()).as(err.toString()).isZero();
    assertThat(out.toString())
        .startsWith("# Audit of faces (source mufac)\n")
        .contains("No leak between the splits was found.");
    assertThat(err.toString()).isEmpty();
  }

  @Test
  void exitsWithOneIfASplitLeaks() throws IOException {
    Files.copy(
        layout.resolve(FIRST_UNSEEN),
        layout.resolve(FIRST_FORGET),
        StandardCopyOption.REPLACE_EXISTING);
    Path target = folder.resolve("report");

    assertThat(audit("--json", "--out", target.toString())).isEqualTo(1);

    JsonNode json = new ObjectMapper().readTree(out.toString());
    assertThat(json.at("/datasets/0/findings/0").asText())
        .isEqualTo("1 pair of equal files across splits");
    assertThat(Files.readString(target.resolve("audit.json"))).isEqualTo(out.toString());
    assertThat(target.resolve("audit.md")).content().contains(FIRST_FORGET, FIRST_UNSEEN);
  }

  @Test
  void exitsWithTwoOnWrongInput() throws IOException {
    write("{source: mufac, folder: nowhere, forget-count: 128}");
    assertThat(audit()).isEqualTo(2);
    assertThat(err.toString())
        .isEqualTo(
            "data set 'mufac': folder "
                + folder
                + "/nowhere does not exist;"
                + " experiments/data/README.md says how to get it\n");

    err.getBuffer().setLength(0);
    write("{source: mufac, folder: faces, forget-cuont: 128}");
    assertThat(audit()).isEqualTo(2);
    assertThat(err.toString()).contains("e.yaml:1:").contains("forget-count");

    err.getBuffer().setLength(0);
    assertThat(audit("--near-bits", "65")).isEqualTo(2);
    assertThat(err.toString()).contains("--near-bits: found 65, expected 0..16");
  }

  @Test
  void writesALayout() throws IOException {
    Path made = folder.resolve("made");

    assertThat(data("layout", "mufac", "-o", made.toString())).isZero();

    assertThat(out.toString()).isEqualTo("624 images in " + made + "\n");
    assertThat(made.resolve("custom_train_dataset.csv"))
        .hasSameTextualContentAs(layout.resolve("custom_train_dataset.csv"));
    assertThat(made.resolve(FIRST_UNSEEN)).hasSameBinaryContentAs(layout.resolve(FIRST_UNSEEN));
  }

  @Test
  void refusesToWriteALayoutIntoAFolderThatIsNotEmpty() {
    assertThat(data("layout", "mucac", "-o", layout.toString())).isEqualTo(2);
    assertThat(err.toString()).isEqualTo(layout + ": exists and is not an empty folder\n");

    err.getBuffer().setLength(0);
    assertThat(data("layout", "celeba", "-o", folder.resolve("x").toString())).isEqualTo(2);
    assertThat(err.toString()).containsIgnoringCase("mufac, mucac");
  }

  @Test
  void saysWhatItCanDoWhenNothingIsAsked() {
    assertThat(data()).isEqualTo(2);
    assertThat(err.toString()).contains("audit", "layout", "a command is missing");
  }
}
