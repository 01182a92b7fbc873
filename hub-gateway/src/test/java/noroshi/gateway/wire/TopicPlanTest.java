package noroshi.gateway.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import noroshi.core.jurisdiction.AuthorityCode;
import noroshi.core.register.DemoRegister;
import noroshi.core.register.OperatorSlug;
import noroshi.core.sector.Scope;
import noroshi.core.sector.SectorCode;
import org.apache.kafka.common.acl.AclOperation;
import org.junit.jupiter.api.Test;

class TopicPlanTest {

    private static final LocalDate TODAY = LocalDate.of(2026, 11, 22);
    private final TopicPlan plan = TopicPlan.of(Scope.shipped(), DemoRegister.entries(), Set.of(), TODAY);

    @Test
    void namesAreLowerCaseWithHyphens() {
        assertThat(Topics.sector(new SectorCode("INFO_COMM"))).isEqualTo("sector.info-comm");
        assertThat(Topics.deliveries(AuthorityCode.PM_CAO)).isEqualTo("deliveries.pm-cao");
        assertThat(Topics.of(Topics.bulletins(new SectorCode("GAS")), true)).isEqualTo("exercise.bulletins.gas");
        assertThat(Topics.doorOf("intake.chubu-power")).contains(new OperatorSlug("chubu-power"));
        assertThat(Topics.doorOf(Topics.REPORTS_SUBMITTED)).isEmpty();
    }

    @Test
    void aMinistryReadsItsDeliveriesAndNoOtherDoes() {
        assertThat(principals("deliveries.mlit", AclOperation.READ)).containsExactly("User:ministry:MLIT");
        assertThat(principals("exercise.deliveries.mlit", AclOperation.READ)).containsExactly("User:ministry:MLIT");
        assertThat(principals("deliveries.pm-cao", AclOperation.READ)).containsExactly("User:pm-cao");
    }

    @Test
    void whomARegimeMayAddressWhoeverFilesHasItsTopicBeforeTheFirstDelivery() {
        assertThat(plan.topics())
                .containsKeys(
                        "deliveries.ppc",
                        "deliveries.npa",
                        "deliveries.jpcert",
                        "deliveries.ipa",
                        "deliveries.digital",
                        "deliveries.mext");
        assertThat(principals("deliveries.ppc", AclOperation.READ)).containsExactly("User:ppc");
        assertThat(principals("deliveries.jpcert", AclOperation.READ)).containsExactly("User:ministry:JPCERT");
        assertThat(plan.topics()).hasSizeLessThan(120);
    }

    @Test
    void aLocalAuthorityHasItsTopicOnceSomethingIsDecidedForIt() {
        assertThat(plan.topics()).doesNotContainKey("deliveries.pref-police-27");

        var later = TopicPlan.of(
                Scope.shipped(),
                DemoRegister.entries(),
                Set.of(AuthorityCode.policeOf("27"), AuthorityCode.prefecture("27")),
                TODAY);
        assertThat(later.topics())
                .containsKeys(
                        "deliveries.pref-police-27", "exercise.deliveries.pref-police-27", "deliveries.prefecture-27");
        assertThat(principals(later, "deliveries.pref-police-27", AclOperation.READ))
                .containsExactly("User:police:27");
        assertThat(principals(later, "deliveries.prefecture-27", AclOperation.READ))
                .containsExactly("User:ministry:PREFECTURE_27");
        assertThat(later.topics()).hasSize(plan.topics().size() + 4);
    }

    @Test
    void aSectorIsReadByWhoIsCompetentToday() {
        assertThat(principals("sector.water", AclOperation.READ)).containsOnly("User:ministry:MLIT", "User:nco");
        var before = TopicPlan.of(Scope.shipped(), List.of(), Set.of(), LocalDate.of(2024, 3, 31));
        assertThat(principals(before, "sector.water", AclOperation.READ))
                .containsOnly("User:ministry:MHLW", "User:nco");
    }

    @Test
    void aDoorIsWrittenByItsOperatorAloneAndReadByNobody() {
        assertThat(plan.topics()).containsKey("intake.chubu-power").doesNotContainKey("intake.aoba-bank");
        assertThat(principals("intake.chubu-power", AclOperation.WRITE)).containsExactly("User:operator:chubu-power");
        assertThat(principals("intake.chubu-power", AclOperation.READ)).isEmpty();
        assertThat(plan.topics().get("intake.chubu-power"))
                .containsEntry("retention.ms", "1209600000")
                .containsEntry("segment.ms", "43200000")
                .containsEntry("flush.messages", "1")
                .containsEntry("message.timestamp.type", "LogAppendTime");
    }

    @Test
    void theHubAloneReadsAndWritesWhatWasSubmitted() {
        assertThat(plan.rights()).noneMatch(right -> right.pattern().name().equals(Topics.REPORTS_SUBMITTED));
        assertThat(plan.rights())
                .filteredOn(right -> right.entry().operation() == AclOperation.WRITE)
                .allMatch(right -> right.pattern().name().startsWith("intake."));
    }

    @Test
    void noGroupPrefixReachesIntoAnotherPrincipalsGroups() {
        for (String principal : plan.principals()) {
            for (String other : plan.principals()) {
                assertThat(other.startsWith(principal + "."))
                        .as("%s into %s", principal, other)
                        .isFalse();
            }
        }
    }

    @Test
    void aBulletinIsReadByItsCeptoarAndTheSectorsOperators() {
        assertThat(principals("bulletins.gas", AclOperation.READ))
                .containsOnly("User:ceptoar:GAS", "User:ministry:METI", "User:nco", "User:operator:nangoku-gas");
    }

    @Test
    void whoHasNeitherADoorNorASectorHasNothingToSignInFor() {
        assertThat(plan.principals())
                .contains("operator:aoba-bank", "operator:chubu-power")
                .doesNotContain("operator:kokken-institute");
        assertThat(plan.rights()).noneMatch(right -> right.entry().principal().endsWith(":kokken-institute"));
    }

    @Test
    void aPrincipalTellsWhoseItIs() {
        for (var authority : List.of(
                AuthorityCode.NCO,
                AuthorityCode.PM_CAO,
                AuthorityCode.PPC,
                AuthorityCode.MIC,
                AuthorityCode.policeOf("27"),
                AuthorityCode.prefecture("27"))) {
            assertThat(TopicPlan.authority(TopicPlan.principal(authority))).contains(authority);
        }
        var slug = new OperatorSlug("chubu-power");
        assertThat(TopicPlan.operator(TopicPlan.principal(slug))).contains(slug);
        for (String other : List.of("ceptoar:GAS", "auditor", "hub")) {
            assertThat(TopicPlan.authority(other)).isEmpty();
            assertThat(TopicPlan.operator(other)).isEmpty();
        }
    }

    @Test
    void howManyCopiesMustBeInSyncIsTheClustersToSay() {
        assertThat(plan.topics().values())
                .allSatisfy(settings -> assertThat(settings)
                        .doesNotContainKey("min.insync.replicas")
                        .containsEntry("unclean.leader.election.enable", "false"));
    }

    private Set<String> principals(String topic, AclOperation operation) {
        return principals(plan, topic, operation);
    }

    private static Set<String> principals(TopicPlan plan, String topic, AclOperation operation) {
        return plan.rights().stream()
                .filter(right ->
                        right.pattern().name().equals(topic) && right.entry().operation() == operation)
                .map(right -> right.entry().principal())
                .collect(Collectors.toSet());
    }
}
