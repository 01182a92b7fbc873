package noroshi.web;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** What docs/house-rules.md says of this module, kept by a machine. */
@AnalyzeClasses(packages = "noroshi.web", importOptions = ImportOption.DoNotIncludeTests.class)
class HouseRulesTest {

    @ArchTest
    static final ArchRule IT_KNOWS_NEITHER_OF_ITS_MODULES_NOR_WHAT_IS_FILED = noClasses()
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "noroshi.api..",
                    "noroshi.gateway..",
                    "noroshi.core.thread..",
                    "noroshi.core.report..",
                    "java.sql..");
}
