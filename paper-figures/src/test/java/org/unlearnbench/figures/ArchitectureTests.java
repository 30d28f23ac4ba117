package org.unlearnbench.figures;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** Charts see results: no model, no method, no runner. */
@AnalyzeClasses(
    packages = "org.unlearnbench.figures",
    importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTests {

  @ArchTest
  static final ArchRule chartsSeeResultsAlone =
      noClasses()
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "org.unlearnbench.baselines..",
              "org.unlearnbench.nn..",
              "org.unlearnbench.method..",
              "org.unlearnbench.run..",
              "org.unlearnbench.cli..",
              "org.nd4j..",
              "org.deeplearning4j..");

  @ArchTest
  static final ArchRule packagesHaveNoCircles =
      slices().matching("org.unlearnbench.figures.(**)").should().beFreeOfCycles();
}
