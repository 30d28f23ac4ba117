package org.unlearnbench.baselines;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.unlearnbench.baselines.Methods.Outcome;
import org.unlearnbench.config.Component;
import org.unlearnbench.config.Experiment;
import org.unlearnbench.config.ExperimentReader;
import org.unlearnbench.config.ParameterValues;
import org.unlearnbench.method.UnlearningMethod;
import org.unlearnbench.run.extension.Extensions;

/** The example in README.md, as it stands there, is a plug-in that works. */
class PluginExampleTests {
  private static final String SERVICE = "META-INF/services/" + UnlearningMethod.class.getName();

  @TempDir Path folder;

  @Test
  void theTextCompilesLoadsAndUnlearns() throws Exception {
    String code = block("java");
    assertThat(code.lines().count()).isLessThan(60);
    Path plugins = Files.createDirectory(folder.resolve("plugins"));
    jar(compile(code), plugins.resolve("blur.jar"));

    Extensions extensions = Extensions.load(List.of(plugins));
    UnlearningMethod blur = extensions.methods().get("blur");
    assertThat(blur.getClass().getName()).isEqualTo("example.Blur");
    assertThat(extensions.methods().names()).contains("aru", "finetune", "blur");

    Experiment experiment =
        new ExperimentReader(extensions.vocabulary())
            .parse("data: [cmu-faces]\n" + block("yaml"), "example", folder);
    Component component = experiment.methods().get(1);
    assertThat(component.values().number("sigma")).isEqualTo(0.2);
    ParameterValues values = component.values().with("repair.batch-size", 16L);

    for (boolean multiLabel : new boolean[] {false, true}) {
      Outcome outcome = Methods.run(blur, values, multiLabel);
      assertThat(outcome.movedWeights()).hasSize(62);
      assertThat(outcome.epochs()).hasSize(5);
      assertThat(Methods.run(blur, values, multiLabel).after()).isEqualTo(outcome.after());
    }
  }

  /** The first block of that language. */
  private static String block(String language) throws IOException {
    String text = Files.readString(Path.of("../README.md"));
    Matcher matcher =
        Pattern.compile("```" + language + "\n(.*?)```", Pattern.DOTALL).matcher(text);
    assertThat(matcher.find()).isTrue();
    return matcher.group(1);
  }

  private Path compile(String code) throws IOException {
    Path source = Files.createDirectories(folder.resolve("src/example")).resolve("Blur.java");
    Files.writeString(source, code);
    Path classes = Files.createDirectory(folder.resolve("classes"));
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    StringWriter messages = new StringWriter();
    try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null)) {
      List<String> options =
          List.of(
              "-d",
              classes.toString(),
              "-proc:none",
              "-Xlint:all,-path,-classfile",
              "-Werror",
              "-cp",
              harness());
      boolean compiled =
          compiler
              .getTask(messages, files, null, options, null, files.getJavaFileObjects(source))
              .call();
      assertThat(compiled).as(messages.toString()).isTrue();
    }
    return classes;
  }

  /** The harness alone: an example that needs more would not compile. */
  private static String harness() {
    return new File(
            UnlearningMethod.class.getProtectionDomain().getCodeSource().getLocation().getPath())
        .getPath();
  }

  private static void jar(Path classes, Path jar) throws IOException {
    try (OutputStream out = Files.newOutputStream(jar);
        JarOutputStream entries = new JarOutputStream(out);
        Stream<Path> files = Files.walk(classes)) {
      for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
        entries.putNextEntry(new JarEntry(classes.relativize(file).toString().replace('\\', '/')));
        entries.write(Files.readAllBytes(file));
      }
      entries.putNextEntry(new JarEntry(SERVICE));
      entries.write("example.Blur\n".getBytes(java.nio.charset.StandardCharsets.UTF_8));
    }
  }
}
