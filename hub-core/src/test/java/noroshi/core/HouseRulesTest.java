package noroshi.core;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.simpleNameEndingWith;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZonedDateTime;
import java.util.Random;
import java.util.UUID;
import java.util.random.RandomGenerator;

/** What docs/house-rules.md says of the core, kept by a machine. */
@AnalyzeClasses(packages = "noroshi.core", importOptions = ImportOption.DoNotIncludeTests.class)
class HouseRulesTest {

    @ArchTest
    static final ArchRule THE_CORE_KNOWS_JAVA_AND_AXON_ALONE = noClasses()
            .should()
            .dependOnClassesThat()
            .resideOutsideOfPackages("noroshi.core..", "java..", "org.jspecify..", "org.axonframework..");

    @ArchTest
    static final ArchRule AXON_IS_SEEN_IN_MODULES_ONLY = noClasses()
            .that(DescribedPredicate.not(simpleNameEndingWith("Module"))
                    .and(DescribedPredicate.not(isNestedInModule())))
            .should(dependOnAxonOtherThanItsAnnotations());

    @ArchTest
    static final ArchRule NO_SQL_AND_NO_FILES = noClasses()
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("java.sql..", "javax.sql..", "java.nio.file..", "java.net..");

    @ArchTest
    static final ArchRule THE_CORE_HAS_NO_CLOCK_AND_NO_DICE = noClasses()
            .that()
            .haveSimpleNameNotEndingWith("Module")
            .should()
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
            .callMethod(System.class, "currentTimeMillis")
            .orShould()
            .callMethod(UUID.class, "randomUUID")
            .orShould()
            .dependOnClassesThat()
            .belongToAnyOf(Clock.class, Random.class, RandomGenerator.class);

    @ArchTest
    static final ArchRule NO_CYCLES =
            slices().matching("noroshi.core.(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule REGIMES_DONT_KNOW_EACH_OTHER =
            slices().matching("noroshi.core.regime.(*)..").should().notDependOnEachOther();

    @ArchTest
    static final ArchRule MESSAGES_ARE_RECORDS = classes()
            .that()
            .areAnnotatedWith("org.axonframework.messaging.eventhandling.annotation.Event")
            .or()
            .areAnnotatedWith("org.axonframework.messaging.commandhandling.annotation.Command")
            .should()
            .beRecords();

    private static DescribedPredicate<JavaClass> isNestedInModule() {
        return DescribedPredicate.describe(
                "nested in a module",
                type -> type.getEnclosingClass()
                        .map(outer -> outer.getSimpleName().endsWith("Module"))
                        .orElse(false));
    }

    private static ArchCondition<JavaClass> dependOnAxonOtherThanItsAnnotations() {
        return new ArchCondition<>("depend on Axon other than its annotations") {
            @Override
            public void check(JavaClass type, ConditionEvents events) {
                type.getDirectDependenciesFromSelf().stream()
                        .filter(dependency ->
                                dependency.getTargetClass().getPackageName().startsWith("org.axonframework"))
                        .filter(dependency -> !dependency.getTargetClass().isAnnotation())
                        .forEach(dependency ->
                                events.add(SimpleConditionEvent.satisfied(dependency, dependency.getDescription())));
            }
        };
    }
}
