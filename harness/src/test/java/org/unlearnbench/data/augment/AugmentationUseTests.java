package org.unlearnbench.data.augment;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import org.junit.jupiter.api.Test;

/** Evaluation never augments: only what makes training batches can reach the transforms at all. */
class AugmentationUseTests {
  private static final String OWN = "org.unlearnbench.data.augment";

  @Test
  void isReachedByTrainingBatchesAlone() {
    JavaClasses harness =
        new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("org.unlearnbench");
    ArchRule transforms =
        noClasses()
            .that()
            .resideOutsideOfPackage(OWN)
            .should()
            .dependOnClassesThat()
            .haveFullyQualifiedName(OWN + ".TrainTransform");
    ArchRule streams =
        noClasses()
            .that()
            .resideOutsideOfPackage(OWN)
            .and()
            .haveNameNotMatching(".*\\.method\\.AugmentedBatches(\\$.*)?")
            .should()
            .dependOnClassesThat()
            .haveFullyQualifiedName(OWN + ".BatchStream");

    transforms.check(harness);
    streams.check(harness);
  }
}
