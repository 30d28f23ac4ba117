package org.unlearnbench.baselines;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** A method knows the harness's extension points and nothing else. */
@AnalyzeClasses(
    packages = "org.unlearnbench.baselines",
    importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTests {

  @ArchTest
  static final ArchRule methodsUseTheHarnessAlone =
      classes()
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage(
              "org.unlearnbench.baselines..",
              "org.unlearnbench.method..",
              "org.unlearnbench.nn..",
              "org.unlearnbench.data..",
              "org.unlearnbench.config..",
              "org.unlearnbench.metric..",
              "org.unlearnbench.result..",
              "org.nd4j..",
              "org.slf4j..",
              "java..");
}
