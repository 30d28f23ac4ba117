package org.unlearnbench;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
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

  @ArchTest
  static final ArchRule metricsSeeOutputsNotModels =
      noClasses()
          .that()
          .resideInAnyPackage("org.unlearnbench.metric..", "org.unlearnbench.result..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "org.unlearnbench.nn..", "org.unlearnbench.run..", "org.unlearnbench.cli..");

  @ArchTest
  static final ArchRule resultsDoNotKnowWhatIsMadeOfThem =
      noClasses()
          .that()
          .resideInAPackage("org.unlearnbench.result..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("org.unlearnbench.metric..", "org.unlearnbench.method..");

  @ArchTest
  static final ArchRule configurationAndDataComeFirst =
      noClasses()
          .that()
          .resideInAnyPackage("org.unlearnbench.data..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "org.unlearnbench.nn..",
              "org.unlearnbench.method..",
              "org.unlearnbench.metric..",
              "org.unlearnbench.result..",
              "org.unlearnbench.run..",
              "org.unlearnbench.cli..");

  @ArchTest
  static final ArchRule methodsDoNotKnowTheRunner =
      noClasses()
          .that()
          .resideInAnyPackage("org.unlearnbench.nn..", "org.unlearnbench.method..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("org.unlearnbench.run..", "org.unlearnbench.cli..");

  @ArchTest
  static final ArchRule nothingDependsOnTheCommandLine =
      noClasses()
          .that()
          .resideOutsideOfPackage("org.unlearnbench.cli..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("org.unlearnbench.cli..", "picocli..");

  @ArchTest
  static final ArchRule theEngineHasNoCycles =
      slices().matching("org.unlearnbench.nn.(*)..").should().beFreeOfCycles();

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

  @ArchTest
  static final ArchRule dataPackagesHaveNoCycles =
      slices().matching("org.unlearnbench.data.(*)..").should().beFreeOfCycles();
}
