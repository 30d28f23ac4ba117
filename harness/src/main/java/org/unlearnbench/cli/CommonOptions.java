package org.unlearnbench.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.unlearnbench.config.ConfigException;
import org.unlearnbench.run.extension.Extensions;
import picocli.CommandLine.Option;

/** Options of every command that uses plug-ins. */
final class CommonOptions {
  @Option(
      names = "--plugins",
      paramLabel = "DIR",
      description = "Folder with plug-in jars, besides the project's plugins/.")
  private List<Path> plugins = new ArrayList<>();

  List<Path> pluginFolders() {
    return ProjectHome.plugins(plugins);
  }

  Extensions extensions() throws ConfigException {
    return Extensions.load(pluginFolders());
  }
}
