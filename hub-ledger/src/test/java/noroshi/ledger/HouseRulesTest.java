package noroshi.ledger;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** What docs/house-rules.md says of the ledger, kept by a machine. */
@AnalyzeClasses(packages = "noroshi.ledger", importOptions = ImportOption.DoNotIncludeTests.class)
class HouseRulesTest {

    @ArchTest
    static final ArchRule THE_LEDGER_KNOWS_NO_DOMAIN_CLASS = noClasses()
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("noroshi.core..", "noroshi.gateway..", "noroshi.api..");

    @ArchTest
    static final ArchRule THE_LEDGER_KNOWS_NO_FRAMEWORK_BUT_AXON = noClasses()
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.springframework..", "org.apache.kafka..", "org.apache.avro..");

    @ArchTest
    static final ArchRule WHAT_OTHERS_MAY_NOT_EXTEND_IS_FINAL =
            classes().that().arePublic().and().areNotInterfaces().should().haveModifier(JavaModifier.FINAL);
}
