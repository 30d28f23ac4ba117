package org.unlearnbench;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** Who may know whom inside the harness. */
@AnalyzeClasses(packages = "org.unlearnbench", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTests {

  @ArchTest
  static final ArchRule onlyTheEngineKnowsDeeplearning4j =
      noClasses()
          .that()
          .resideOutsideOfPackage("org.unlearnbench.nn..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("org.deeplearning4j..", "org.bytedeco..");

  @ArchTest
  static final ArchRule nd4jStaysNearTheEngine =
      noClasses()
          .that()
          .resideOutsideOfPackages(
              "org.unlearnbench.nn..", "org.unlearnbench.method..", "org.unlearnbench.metric..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("org.nd4j..");

  /** What Deeplearning4j brings in old versions, see CONTRIBUTING.md; and its readers of models. */
  @ArchTest
  static final ArchRule oldLibrariesAreLeftAlone =
      noClasses()
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "org.nd4j.shade..",
              "com.google..",
              "org.apache.commons.compress..",
              "org.apache.commons.lang3..",
              "org.deeplearning4j.util..",
              "org.nd4j.imports..");

  /** Every room with the rooms below it that it may enter; no import runs back up. */
  @ArchTest
  static final ArchRule roomsEnterOnlyThoseBelow =
      layeredArchitecture()
          .consideringOnlyDependenciesInLayers()
          .layer("io")
          .definedBy("org.unlearnbench.io..")
          .layer("config")
          .definedBy("org.unlearnbench.config..")
          .layer("data")
          .definedBy("org.unlearnbench.data..")
          .layer("nn")
          .definedBy("org.unlearnbench.nn..")
          .layer("result")
          .definedBy("org.unlearnbench.result..")
          .layer("method")
          .definedBy("org.unlearnbench.method..")
          .layer("metric")
          .definedBy("org.unlearnbench.metric..")
          .layer("run")
          .definedBy("org.unlearnbench.run..")
          .layer("bench")
          .definedBy("org.unlearnbench.bench..")
          .layer("cli")
          .definedBy("org.unlearnbench.cli..")
          .whereLayer("io")
          .mayNotAccessAnyLayer()
          .whereLayer("config")
          .mayOnlyAccessLayers("io")
          .whereLayer("data")
          .mayOnlyAccessLayers("io", "config")
          .whereLayer("nn")
          .mayOnlyAccessLayers("io", "config", "data")
          .whereLayer("result")
          .mayOnlyAccessLayers("io", "config", "data")
          .whereLayer("method")
          .mayOnlyAccessLayers("io", "config", "data", "nn", "result")
          .whereLayer("metric")
          .mayOnlyAccessLayers("io", "config", "data", "result")
          .whereLayer("run")
          .mayOnlyAccessLayers("io", "config", "data", "nn", "result", "method", "metric")
          .whereLayer("bench")
          .mayOnlyAccessLayers("io", "config", "data", "nn", "result", "method", "metric")
          .whereLayer("cli")
          .mayNotBeAccessedByAnyLayer();

  @ArchTest
  static final ArchRule onlyTheCommandLineParsesIt =
      noClasses()
          .that()
          .resideOutsideOfPackage("org.unlearnbench.cli..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("picocli..");

  @ArchTest
  static final ArchRule packagesHaveNoCircles =
      slices().matching("org.unlearnbench.(**)").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule roomsHaveNoCircles =
      slices().matching("org.unlearnbench.(*)..").should().beFreeOfCycles();

  /** So evaluation, which reads a set's images directly, cannot be augmented. */
  @ArchTest
  static final ArchRule onlyTrainingBatchesAreAugmented =
      noClasses()
          .that()
          .resideOutsideOfPackages("org.unlearnbench.data.augment", "org.unlearnbench.bench..")
          .and()
          .haveNameNotMatching("org\\.unlearnbench\\.method\\.AugmentedBatches(\\$.*)?")
          .should()
          .dependOnClassesThat()
          .haveNameMatching(
              "org\\.unlearnbench\\.data\\.augment\\.(TrainTransform|ColourChange|BatchStream).*");
}
