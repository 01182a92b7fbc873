package noroshi.core.sharing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import noroshi.core.jurisdiction.AuthorityCode;
import noroshi.core.register.OperatorSlug;
import noroshi.core.report.Content;
import noroshi.core.report.Mark;
import noroshi.core.report.Mark.Flag;
import noroshi.core.report.Tlp;
import noroshi.core.report.Withholding;
import noroshi.core.sharing.Disclosure.Extent;
import noroshi.core.sharing.Disclosure.Why;
import noroshi.core.sharing.Onward.Passing;
import noroshi.core.sharing.Viewer.Role;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** The access matrix (domain §7.4): role by standing by label, a cell each. */
class DisclosureTest {

    private static final OperatorSlug OPERATOR = new OperatorSlug("nangoku-gas");

    private static final Set<Role> ROLES_SEEN = EnumSet.noneOf(Role.class);
    private static final Set<Role> ROLES_BOUND = EnumSet.noneOf(Role.class);
    private static final Set<String> FLAGS_SEEN = new HashSet<>();

    /** Where a viewer stands to a thread. */
    enum Standing {
        /** Nothing of it was delivered to the viewer. */
        NONE,
        /** The national office and the like, to whom a ministry relays. */
        RELAYED,
        ADDRESSED,
        /** The operator agreed that the viewer's CEPTOAR be told without names. */
        AGREED,
        /** Another thread of its campaign was delivered to the viewer. */
        COMPANION
    }

    /** Domain §7.4, a cell a label; the second table is what is bound to the Act's purpose. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            operator:nangoku-gas       | NONE      | OWN                 | OWN               | OWN                | OWN               | OWN
            operator:aoba-bank         | NONE      | OTHER_OPERATOR      | OTHER_OPERATOR    | OTHER_OPERATOR     | OTHER_OPERATOR    | LABEL_ALLOWS
            ministry:METI:sato         | ADDRESSED | ADDRESSEE           | ADDRESSEE         | ADDRESSEE          | ADDRESSEE         | ADDRESSEE
            ministry:METI              | ADDRESSED | RED_WITHOUT_OFFICER | ADDRESSEE         | ADDRESSEE          | ADDRESSEE         | ADDRESSEE
            ministry:METI:sato         | NONE      | NOT_ADDRESSED       | NOT_ADDRESSED     | NOT_ADDRESSED      | LABEL_ALLOWS      | LABEL_ALLOWS
            ministry:METI:sato         | COMPANION | NOT_ADDRESSED       | NOT_ADDRESSED     | SAME_CAMPAIGN      | LABEL_ALLOWS      | LABEL_ALLOWS
            nco:mori                   | ADDRESSED | ADDRESSEE           | ADDRESSEE         | ADDRESSEE          | ADDRESSEE         | ADDRESSEE
            nco:mori                   | RELAYED   | RED_RELAYED         | ADDRESSEE         | ADDRESSEE          | ADDRESSEE         | ADDRESSEE
            nco:mori                   | NONE      | COUNTED_ONLY        | LABEL_ALLOWS      | LABEL_ALLOWS       | LABEL_ALLOWS      | LABEL_ALLOWS
            ministry:NCO:mori          | RELAYED   | RED_RELAYED         | ADDRESSEE         | ADDRESSEE          | ADDRESSEE         | ADDRESSEE
            pm-cao:abe                 | ADDRESSED | ADDRESSEE           | ADDRESSEE         | ADDRESSEE          | ADDRESSEE         | ADDRESSEE
            pm-cao:abe                 | NONE      | NOT_ADDRESSED       | NOT_ADDRESSED     | LABEL_ALLOWS       | LABEL_ALLOWS      | LABEL_ALLOWS
            ppc                        | ADDRESSED | OWN_DELIVERY_ONLY   | OWN_DELIVERY_ONLY | OWN_DELIVERY_ONLY  | OWN_DELIVERY_ONLY | OWN_DELIVERY_ONLY
            ppc                        | NONE      | NOT_ADDRESSED       | NOT_ADDRESSED     | NOT_ADDRESSED      | LABEL_ALLOWS      | LABEL_ALLOWS
            police:27                  | ADDRESSED | OWN_DELIVERY_ONLY   | OWN_DELIVERY_ONLY | OWN_DELIVERY_ONLY  | OWN_DELIVERY_ONLY | OWN_DELIVERY_ONLY
            police:27                  | NONE      | NOT_ADDRESSED       | NOT_ADDRESSED     | NOT_ADDRESSED      | LABEL_ALLOWS      | LABEL_ALLOWS
            ministry:NPA:kato          | ADDRESSED | OWN_DELIVERY_ONLY   | OWN_DELIVERY_ONLY | OWN_DELIVERY_ONLY  | OWN_DELIVERY_ONLY | OWN_DELIVERY_ONLY
            ministry:NPA:kato          | COMPANION | NOT_ADDRESSED       | NOT_ADDRESSED     | NOT_ADDRESSED      | LABEL_ALLOWS      | LABEL_ALLOWS
            ministry:JPCERT:kato       | ADDRESSED | OWN_DELIVERY_ONLY   | OWN_DELIVERY_ONLY | OWN_DELIVERY_ONLY  | OWN_DELIVERY_ONLY | OWN_DELIVERY_ONLY
            ministry:IPA               | ADDRESSED | RED_WITHOUT_OFFICER | OWN_DELIVERY_ONLY | OWN_DELIVERY_ONLY  | OWN_DELIVERY_ONLY | OWN_DELIVERY_ONLY
            ministry:PREFECTURE_27:abe | ADDRESSED | OWN_DELIVERY_ONLY   | OWN_DELIVERY_ONLY | OWN_DELIVERY_ONLY  | OWN_DELIVERY_ONLY | OWN_DELIVERY_ONLY
            ceptoar:GAS                | NONE      | ROLE_READS_NONE     | ROLE_READS_NONE   | ROLE_READS_NONE    | LABEL_ALLOWS      | LABEL_ALLOWS
            ceptoar:GAS                | AGREED    | ROLE_READS_NONE     | ROLE_READS_NONE   | CEPTOAR_ANONYMISED | LABEL_ALLOWS      | LABEL_ALLOWS
            council:ito                | NONE      | ROLE_READS_NONE     | ROLE_READS_NONE   | ROLE_READS_NONE    | LABEL_ALLOWS      | LABEL_ALLOWS
            hq                         | NONE      | COUNTED_ONLY        | COUNTED_ONLY      | COUNTED_ONLY       | COUNTED_ONLY      | LABEL_ALLOWS
            auditor                    | NONE      | ROLE_READS_NONE     | ROLE_READS_NONE   | ROLE_READS_NONE    | ROLE_READS_NONE   | LABEL_ALLOWS
            admin                      | NONE      | ROLE_READS_NONE     | ROLE_READS_NONE   | ROLE_READS_NONE    | ROLE_READS_NONE   | LABEL_ALLOWS
            """)
    void eachRoleReadsWhatTheMatrixSays(
            String identity, Standing standing, Why red, Why amberStrict, Why amber, Why green, Why clear) {
        ROLES_SEEN.add(viewer(identity).role());
        cells(red, amberStrict, amber, green, clear)
                .forEach((tlp, why) -> assertThat(
                                Disclosure.of(viewer(identity), circle(identity, standing, tlp, Passing.FREE))
                                        .why())
                        .as("%s", tlp)
                        .isEqualTo(why));
    }

    private static Map<Tlp, Why> cells(Why red, Why amberStrict, Why amber, Why green, Why clear) {
        return Map.of(
                Tlp.RED, red, Tlp.AMBER_STRICT, amberStrict, Tlp.AMBER, amber, Tlp.GREEN, green, Tlp.CLEAR, clear);
    }

    @AfterAll
    static void eachMatrixHasARowForEachRole() {
        assertThat(ROLES_SEEN).containsExactlyInAnyOrder(Role.values());
        assertThat(ROLES_BOUND).containsExactlyInAnyOrder(Role.values());
        assertThat(FLAGS_SEEN).hasSize(Flag.values().length * Role.values().length);
    }

    /** {@code CRA_PROTECTED}: each row with the line of the domain, or the article, that says so. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            operator:nangoku-gas | NONE      | OWN                 | OWN               | OWN               | OWN               | OWN               | '§7.4, submitting operator: R own'
            operator:aoba-bank   | NONE      | OTHER_OPERATOR      | OTHER_OPERATOR    | OTHER_OPERATOR    | OTHER_OPERATOR    | BOUND_TO_PURPOSE  | '§7.4, flags override TLP'
            ministry:METI:sato   | ADDRESSED | ADDRESSEE           | ADDRESSEE         | ADDRESSEE         | ADDRESSEE         | ADDRESSEE         | 'CRA art. 5: both ministers; law beats label, §3.3'
            ministry:METI        | ADDRESSED | RED_WITHOUT_OFFICER | ADDRESSEE         | ADDRESSEE         | ADDRESSEE         | ADDRESSEE         | '§7.4, competent ministry: named officers'
            ministry:METI:sato   | NONE      | NOT_ADDRESSED       | NOT_ADDRESSED     | NOT_ADDRESSED     | BOUND_TO_PURPOSE  | BOUND_TO_PURPOSE  | '§1.1, use limits'
            ministry:METI:sato   | COMPANION | NOT_ADDRESSED       | NOT_ADDRESSED     | NOT_ADDRESSED     | BOUND_TO_PURPOSE  | BOUND_TO_PURPOSE  | '§1.1, use limits; not by a campaign either'
            nco:mori             | ADDRESSED | ADDRESSEE           | ADDRESSEE         | ADDRESSEE         | ADDRESSEE         | ADDRESSEE         | '§7.4, NCO: R if CRA copy'
            nco:mori             | RELAYED   | RED_RELAYED         | ADDRESSEE         | ADDRESSEE         | ADDRESSEE         | ADDRESSEE         | '§7.4, NCO: else A'
            nco:mori             | NONE      | COUNTED_ONLY        | LABEL_ALLOWS      | LABEL_ALLOWS      | LABEL_ALLOWS      | LABEL_ALLOWS      | '§7.4, NCO: within the purpose'
            pm-cao:abe           | ADDRESSED | ADDRESSEE           | ADDRESSEE         | ADDRESSEE         | ADDRESSEE         | ADDRESSEE         | 'CRA art. 5; §7.4, PM_CAO: R for CRA'
            pm-cao:abe           | NONE      | NOT_ADDRESSED       | NOT_ADDRESSED     | LABEL_ALLOWS      | LABEL_ALLOWS      | LABEL_ALLOWS      | '§7.4, PM_CAO: within the purpose'
            ppc                  | ADDRESSED | OWN_DELIVERY_ONLY   | OWN_DELIVERY_ONLY | OWN_DELIVERY_ONLY | OWN_DELIVERY_ONLY | OWN_DELIVERY_ONLY | '§7.4, PPC: only its delivery'
            ppc                  | NONE      | NOT_ADDRESSED       | NOT_ADDRESSED     | NOT_ADDRESSED     | BOUND_TO_PURPOSE  | BOUND_TO_PURPOSE  | '§1.1, use limits'
            police:27            | ADDRESSED | OWN_DELIVERY_ONLY   | OWN_DELIVERY_ONLY | OWN_DELIVERY_ONLY | OWN_DELIVERY_ONLY | OWN_DELIVERY_ONLY | '§7.4, police: only their delivery'
            police:27            | NONE      | NOT_ADDRESSED       | NOT_ADDRESSED     | NOT_ADDRESSED     | BOUND_TO_PURPOSE  | BOUND_TO_PURPOSE  | '§1.1, use limits'
            ministry:NPA:kato    | ADDRESSED | OWN_DELIVERY_ONLY   | OWN_DELIVERY_ONLY | OWN_DELIVERY_ONLY | OWN_DELIVERY_ONLY | OWN_DELIVERY_ONLY | '§7.4, police'
            ministry:NPA:kato    | COMPANION | NOT_ADDRESSED       | NOT_ADDRESSED     | NOT_ADDRESSED     | BOUND_TO_PURPOSE  | BOUND_TO_PURPOSE  | '§1.1, use limits'
            ceptoar:GAS          | NONE      | ROLE_READS_NONE     | ROLE_READS_NONE   | ROLE_READS_NONE   | BOUND_TO_PURPOSE  | BOUND_TO_PURPOSE  | '§1.1, use limits'
            ceptoar:GAS          | AGREED    | ROLE_READS_NONE     | ROLE_READS_NONE   | ROLE_READS_NONE   | BOUND_TO_PURPOSE  | BOUND_TO_PURPOSE  | '§1.1; R11 passes on what is not bound'
            council:ito          | NONE      | ROLE_READS_NONE     | ROLE_READS_NONE   | ROLE_READS_NONE   | BOUND_TO_PURPOSE  | BOUND_TO_PURPOSE  | '§7.4, council: analysis products only'
            hq                   | NONE      | COUNTED_ONLY        | COUNTED_ONLY      | COUNTED_ONLY      | COUNTED_ONLY      | COUNTED_ONLY      | '§7.4, HQ: A'
            auditor              | NONE      | ROLE_READS_NONE     | ROLE_READS_NONE   | ROLE_READS_NONE   | ROLE_READS_NONE   | BOUND_TO_PURPOSE  | '§7.4, auditor: receipts, hashes, explain, audit trail'
            admin                | NONE      | ROLE_READS_NONE     | ROLE_READS_NONE   | ROLE_READS_NONE   | ROLE_READS_NONE   | BOUND_TO_PURPOSE  | '§7.4, admin'
            """)
    void whatIsBoundToTheActsPurposeGoesToNobodyBesideWhateverTheLabel(
            String identity,
            Standing standing,
            Why red,
            Why amberStrict,
            Why amber,
            Why green,
            Why clear,
            String source) {
        ROLES_BOUND.add(viewer(identity).role());
        cells(red, amberStrict, amber, green, clear)
                .forEach((tlp, why) -> assertThat(Disclosure.of(
                                        viewer(identity), circle(identity, standing, tlp, Passing.BOUND_TO_PURPOSE))
                                .why())
                        .as("%s (%s)", tlp, source)
                        .isEqualTo(why));
    }

    /** How much of a report with a flagged item is told. */
    enum Told {
        /** The flagged item too. */
        ALL,
        /** What it says, but for the flagged item. */
        REST,
        /** Nothing that it says. */
        NONE
    }

    /** {@code LEGAL_PRIVILEGE}, {@code PERSONAL_DATA}: each row with the line of the domain that says so. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            LEGAL_PRIVILEGE | operator:nangoku-gas       | NONE      | ALL  | ALL  | ALL  | ALL  | ALL  | '§7.4, submitting operator'
            LEGAL_PRIVILEGE | operator:aoba-bank         | NONE      | NONE | NONE | NONE | NONE | REST | 'flags override TLP'
            LEGAL_PRIVILEGE | ministry:METI:sato         | ADDRESSED | ALL  | ALL  | ALL  | ALL  | ALL  | 'law beats label, §3.3'
            LEGAL_PRIVILEGE | ministry:METI              | ADDRESSED | NONE | ALL  | ALL  | ALL  | ALL  | '§7.4, named officers'
            LEGAL_PRIVILEGE | ministry:METI:sato         | NONE      | NONE | NONE | NONE | REST | REST | 'flags override TLP'
            LEGAL_PRIVILEGE | ministry:METI:sato         | COMPANION | NONE | NONE | NONE | REST | REST | 'flags override TLP'
            LEGAL_PRIVILEGE | nco:mori                   | ADDRESSED | ALL  | ALL  | ALL  | ALL  | ALL  | '§7.4, NCO'
            LEGAL_PRIVILEGE | nco:mori                   | RELAYED   | NONE | ALL  | ALL  | ALL  | ALL  | '§7.4, NCO: an addressee by relay'
            LEGAL_PRIVILEGE | nco:mori                   | NONE      | NONE | REST | REST | REST | REST | 'flags override TLP'
            LEGAL_PRIVILEGE | pm-cao:abe                 | ADDRESSED | ALL  | ALL  | ALL  | ALL  | ALL  | '§7.4, PM_CAO'
            LEGAL_PRIVILEGE | pm-cao:abe                 | NONE      | NONE | NONE | REST | REST | REST | 'flags override TLP'
            LEGAL_PRIVILEGE | ppc                        | ADDRESSED | ALL  | ALL  | ALL  | ALL  | ALL  | '§7.4, PPC: its delivery'
            LEGAL_PRIVILEGE | ppc                        | NONE      | NONE | NONE | NONE | REST | REST | 'flags override TLP'
            LEGAL_PRIVILEGE | police:27                  | ADDRESSED | ALL  | ALL  | ALL  | ALL  | ALL  | '§7.4, police: their delivery'
            LEGAL_PRIVILEGE | police:27                  | NONE      | NONE | NONE | NONE | REST | REST | 'flags override TLP'
            LEGAL_PRIVILEGE | ministry:JPCERT:kato       | ADDRESSED | ALL  | ALL  | ALL  | ALL  | ALL  | 'its delivery, by consent'
            LEGAL_PRIVILEGE | ceptoar:GAS                | NONE      | NONE | NONE | NONE | REST | REST | 'flags override TLP'
            LEGAL_PRIVILEGE | ceptoar:GAS                | AGREED    | NONE | NONE | NONE | REST | REST | 'R11 passes on no words'
            LEGAL_PRIVILEGE | council:ito                | NONE      | NONE | NONE | NONE | REST | REST | 'flags override TLP'
            LEGAL_PRIVILEGE | hq                         | NONE      | NONE | NONE | NONE | NONE | REST | '§7.4, HQ: A'
            LEGAL_PRIVILEGE | auditor                    | NONE      | NONE | NONE | NONE | NONE | REST | '§7.4, auditor'
            LEGAL_PRIVILEGE | admin                      | NONE      | NONE | NONE | NONE | NONE | REST | '§7.4, admin'
            PERSONAL_DATA   | operator:nangoku-gas       | NONE      | ALL  | ALL  | ALL  | ALL  | ALL  | '§7.4, submitting operator'
            PERSONAL_DATA   | operator:aoba-bank         | NONE      | NONE | NONE | NONE | NONE | REST | 'flags override TLP'
            PERSONAL_DATA   | ministry:METI:sato         | ADDRESSED | ALL  | ALL  | ALL  | ALL  | ALL  | 'law beats label, §3.3'
            PERSONAL_DATA   | ministry:METI              | ADDRESSED | NONE | ALL  | ALL  | ALL  | ALL  | '§7.4, named officers'
            PERSONAL_DATA   | ministry:METI:sato         | NONE      | NONE | NONE | NONE | REST | REST | 'flags override TLP'
            PERSONAL_DATA   | ministry:METI:sato         | COMPANION | NONE | NONE | NONE | REST | REST | 'flags override TLP'
            PERSONAL_DATA   | nco:mori                   | ADDRESSED | ALL  | ALL  | ALL  | ALL  | ALL  | '§7.4, NCO'
            PERSONAL_DATA   | nco:mori                   | RELAYED   | NONE | ALL  | ALL  | ALL  | ALL  | '§7.4, NCO: an addressee by relay'
            PERSONAL_DATA   | nco:mori                   | NONE      | NONE | REST | REST | REST | REST | 'flags override TLP'
            PERSONAL_DATA   | pm-cao:abe                 | ADDRESSED | ALL  | ALL  | ALL  | ALL  | ALL  | '§7.4, PM_CAO'
            PERSONAL_DATA   | pm-cao:abe                 | NONE      | NONE | NONE | REST | REST | REST | 'flags override TLP'
            PERSONAL_DATA   | ppc                        | ADDRESSED | ALL  | ALL  | ALL  | ALL  | ALL  | '§7.4, PPC: its delivery'
            PERSONAL_DATA   | ppc                        | NONE      | NONE | NONE | NONE | REST | REST | 'flags override TLP'
            PERSONAL_DATA   | police:27                  | ADDRESSED | ALL  | ALL  | ALL  | ALL  | ALL  | '§7.4, police: their delivery'
            PERSONAL_DATA   | police:27                  | NONE      | NONE | NONE | NONE | REST | REST | 'flags override TLP'
            PERSONAL_DATA   | ministry:JPCERT:kato       | ADDRESSED | ALL  | ALL  | ALL  | ALL  | ALL  | 'its delivery, by consent'
            PERSONAL_DATA   | ceptoar:GAS                | NONE      | NONE | NONE | NONE | REST | REST | 'flags override TLP'
            PERSONAL_DATA   | ceptoar:GAS                | AGREED    | NONE | NONE | NONE | REST | REST | 'R11 passes on no words'
            PERSONAL_DATA   | council:ito                | NONE      | NONE | NONE | NONE | REST | REST | 'flags override TLP'
            PERSONAL_DATA   | hq                         | NONE      | NONE | NONE | NONE | NONE | REST | '§7.4, HQ: A'
            PERSONAL_DATA   | auditor                    | NONE      | NONE | NONE | NONE | NONE | REST | '§7.4, auditor'
            PERSONAL_DATA   | admin                      | NONE      | NONE | NONE | NONE | NONE | REST | '§7.4, admin'
            """)
    void aFlaggedItemIsToldToThoseTheReportWasForWhateverTheLabel(
            Flag flag,
            String identity,
            Standing standing,
            Told red,
            Told amberStrict,
            Told amber,
            Told green,
            Told clear,
            String source) {
        FLAGS_SEEN.add(flag + " " + viewer(identity).role());
        Map.of(Tlp.RED, red, Tlp.AMBER_STRICT, amberStrict, Tlp.AMBER, amber, Tlp.GREEN, green, Tlp.CLEAR, clear)
                .forEach((tlp, told) -> assertThat(told(
                                Disclosure.of(viewer(identity), circle(identity, standing, tlp, Passing.FREE)), flag))
                        .as("%s (%s)", tlp, source)
                        .isEqualTo(told));
    }

    private static Told told(Disclosure disclosure, Flag flag) {
        var said = new Content(
                "件名",
                "概要",
                List.of(),
                Map.of("flagged", "秘", "plain", "並"),
                Map.of("phone", "06-0000-0000"),
                List.of("EHR-01"),
                List.of(new Mark("details.flagged", flag)));
        Withholding withheld = Withholding.NONE.and(said);
        Optional<Content> told = disclosure.extent().told(said, withheld);
        assertThat(disclosure.extent().tells("details.flagged", withheld))
                .as("its history")
                .isEqualTo(
                        told.filter(it -> it.details().containsKey("flagged")).isPresent());
        // the contact is personal data by itself: one rule for both
        assertThat(told.filter(it -> !it.contact().isEmpty()).isPresent())
                .as("its contact")
                .isEqualTo(
                        told.filter(it -> it.details().containsKey("flagged")).isPresent());
        return told.map(it -> it.details().containsKey("flagged") ? Told.ALL : Told.REST)
                .orElse(Told.NONE);
    }

    /** What is withdrawn, refused or not routed yet stays with whom it was for; the label keeps it no more and no less. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            operator:nangoku-gas | NONE      | OWN                 | OWN
            ministry:METI:sato   | ADDRESSED | ADDRESSEE           | ADDRESSEE
            ministry:METI        | ADDRESSED | RED_WITHOUT_OFFICER | ADDRESSEE
            nco:mori             | RELAYED   | RED_RELAYED         | ADDRESSEE
            ppc                  | ADDRESSED | OWN_DELIVERY_ONLY   | OWN_DELIVERY_ONLY
            police:27            | ADDRESSED | OWN_DELIVERY_ONLY   | OWN_DELIVERY_ONLY
            """)
    void whatIsWithdrawnStaysSearchableForItsAddressees(String identity, Standing standing, Why red, Why others) {
        for (Tlp tlp : Tlp.values()) {
            assertThat(Disclosure.of(viewer(identity), circle(identity, standing, tlp, Passing.CLOSED))
                            .why())
                    .as("L6, %s", tlp)
                    .isEqualTo(tlp == Tlp.RED ? red : others);
        }
    }

    @ParameterizedTest
    @EnumSource(Tlp.class)
    void whatIsWithdrawnOrRefusedGoesToItsAddresseesAlone(Tlp tlp) {
        for (Role role : Role.values()) {
            for (Standing standing : List.of(Standing.NONE, Standing.AGREED, Standing.COMPANION)) {
                String identity = identity(role);
                assertThat(Disclosure.of(viewer(identity), circle(identity, standing, tlp, Passing.CLOSED))
                                .extent())
                        .as("%s", role)
                        .isIn(Extent.NONE, Extent.AGGREGATE);
            }
        }
    }

    private static String identity(Role role) {
        return switch (role) {
            case OPERATOR -> "operator:aoba-bank";
            case MINISTRY -> "ministry:METI:sato";
            case NCO -> "nco:mori";
            case PM_CAO -> "pm-cao:abe";
            case CEPTOAR -> "ceptoar:GAS";
            case COUNCIL -> "council:ito";
            case PPC -> "ppc";
            case POLICE -> "police:27";
            case HQ -> "hq";
            case AUDITOR -> "auditor";
            case ADMIN -> "admin";
        };
    }

    @Test
    void eachExtentShowsAllThatTheLesserOnesShow() {
        assertThat(Arrays.stream(Extent.values()).filter(Extent::showsExistence))
                .containsExactly(Extent.MASKED, Extent.SHARED, Extent.OWN_DELIVERY, Extent.FULL);
        assertThat(Arrays.stream(Extent.values()).filter(Extent::showsContent))
                .containsExactly(Extent.SHARED, Extent.OWN_DELIVERY, Extent.FULL);
        assertThat(Arrays.stream(Extent.values()).filter(Extent::showsContact))
                .containsExactly(Extent.OWN_DELIVERY, Extent.FULL);
        assertThat(Arrays.stream(Extent.values()).filter(Extent::showsOthers)).containsExactly(Extent.FULL);
    }

    private static Circle circle(String identity, Standing standing, Tlp tlp, Passing passing) {
        var other = new AuthorityCode("MOD");
        Optional<AuthorityCode> self = viewer(identity).authority();
        Set<AuthorityCode> addressees = new HashSet<>(Set.of(other));
        Set<AuthorityCode> named = new HashSet<>(Set.of(other));
        Set<AuthorityCode> companions = new HashSet<>(Set.of(other));
        switch (standing) {
            case NONE, AGREED -> {}
            case RELAYED -> self.ifPresent(addressees::add);
            case ADDRESSED -> {
                self.ifPresent(addressees::add);
                self.ifPresent(named::add);
            }
            case COMPANION -> self.ifPresent(companions::add);
        }
        Set<String> ceptoars = standing == Standing.AGREED ? Set.of("GAS") : Set.of("PORT");
        return new Circle(OPERATOR, addressees, named, tlp, new Onward(passing, ceptoars, companions));
    }

    private static Viewer viewer(String identity) {
        String[] parts = identity.split(":", 3);
        Role role = Role.valueOf(parts[0].toUpperCase(java.util.Locale.ROOT).replace('-', '_'));
        return switch (role) {
            case OPERATOR, CEPTOAR, COUNCIL, POLICE -> new Viewer(role, parts[1], null, identity);
            case MINISTRY -> new Viewer(role, parts[1], parts.length > 2 ? parts[2] : null, identity);
            case NCO, PM_CAO -> new Viewer(role, role.name(), parts[1], identity);
            case PPC, HQ, AUDITOR, ADMIN -> new Viewer(role, role.name(), null, identity);
        };
    }
}
