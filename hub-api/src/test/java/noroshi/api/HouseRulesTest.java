package noroshi.api;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.time.Instant;
import java.time.LocalDate;

/** What docs/house-rules.md says of this module, kept by a machine. */
@AnalyzeClasses(packages = "noroshi.api", importOptions = ImportOption.DoNotIncludeTests.class)
class HouseRulesTest {

    @ArchTest
    static final ArchRule NO_CYCLES =
            slices().matching("noroshi.api.(**)").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule VIEWS_DONT_KNOW_EACH_OTHER =
            slices().matching("noroshi.api.view.(*)..").should().notDependOnEachOther();

    @ArchTest
    static final ArchRule ONLY_THE_WIRING_KNOWS_ALL = noClasses()
            .that()
            .resideInAPackage("noroshi.api.*..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("noroshi.api");

    @ArchTest
    static final ArchRule THE_GATEWAY_IS_ANOTHER_HOUSE =
            noClasses().should().dependOnClassesThat().resideInAnyPackage("noroshi.gateway..", "org.apache.kafka..");

    @ArchTest
    static final ArchRule THE_DOMAIN_CLOCK_IS_THE_ONLY_ONE = noClasses()
            .should()
            .callMethod(Instant.class, "now")
            .orShould()
            .callMethod(LocalDate.class, "now")
            .orShould()
            .callMethod(System.class, "currentTimeMillis");
}
