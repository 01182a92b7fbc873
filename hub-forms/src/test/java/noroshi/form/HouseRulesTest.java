package noroshi.form;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** What docs/house-rules.md says of this module, kept by a machine. */
@AnalyzeClasses(packages = "noroshi.form", importOptions = ImportOption.DoNotIncludeTests.class)
class HouseRulesTest {

    @ArchTest
    static final ArchRule IT_KNOWS_THE_DOMAIN_AND_NONE_OF_ITS_DOORS = noClasses()
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "noroshi.api..",
                    "noroshi.gateway..",
                    "noroshi.ledger..",
                    "noroshi.web..",
                    "noroshi.core.thread..",
                    "java.sql..");

    @ArchTest
    static final ArchRule WHAT_IS_PRINTED_NEED_BE_NO_FORM = noClasses()
            .that()
            .resideInAPackage("noroshi.form.print..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("noroshi.form");
}
