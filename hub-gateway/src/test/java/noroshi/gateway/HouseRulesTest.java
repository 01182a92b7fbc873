package noroshi.gateway;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** What docs/house-rules.md says of the gateway, kept by a machine. */
@AnalyzeClasses(packages = "noroshi.gateway", importOptions = ImportOption.DoNotIncludeTests.class)
class HouseRulesTest {

    @ArchTest
    static final ArchRule GATEWAY_AND_API_DONT_KNOW_EACH_OTHER =
            noClasses().should().dependOnClassesThat().resideInAPackage("noroshi.api..");

    @ArchTest
    static final ArchRule KAFKA_AND_REGISTRY_CLIENTS_STAY_IN_WIRE = noClasses()
            .that()
            .resideOutsideOfPackage("noroshi.gateway.wire..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.apache.kafka..", "io.confluent..");

    @ArchTest
    static final ArchRule AVRO_STAYS_WHERE_FILINGS_AND_DELIVERIES_ARE_TRANSLATED = noClasses()
            .that()
            .resideOutsideOfPackages(
                    "noroshi.gateway.wire..",
                    "noroshi.gateway.intake..",
                    "noroshi.gateway.delivery..",
                    "noroshi.gateway.consumer..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.apache.avro..", "noroshi.avro..");

    @ArchTest
    static final ArchRule NO_CYCLES =
            slices().matching("noroshi.gateway.(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule NO_AXON = noClasses().should().dependOnClassesThat().resideInAPackage("org.axonframework..");
}
