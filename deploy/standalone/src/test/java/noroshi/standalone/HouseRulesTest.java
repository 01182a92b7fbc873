package noroshi.standalone;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZonedDateTime;

/** What docs/house-rules.md says of all rooms together, kept by a machine. */
@AnalyzeClasses(packages = "noroshi", importOptions = ImportOption.DoNotIncludeTests.class)
class HouseRulesTest {

    /** A clock may be put back, and whoever waits by it waits on; the domain's time is handed in. */
    @ArchTest
    static final ArchRule NOBODY_LOOKS_AT_THE_CLOCK_BY_HIMSELF = noClasses()
            .that()
            .resideOutsideOfPackage("noroshi.avro..")
            .should()
            .callMethod(System.class, "currentTimeMillis")
            .orShould()
            .callMethod(Instant.class, "now")
            .orShould()
            .callMethod(LocalDate.class, "now")
            .orShould()
            .callMethod(LocalDateTime.class, "now")
            .orShould()
            .callMethod(OffsetDateTime.class, "now")
            .orShould()
            .callMethod(ZonedDateTime.class, "now")
            .orShould()
            .dependOnClassesThat()
            .areAssignableTo(Clock.class);
}
