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
import noroshi.core.report.Tlp;
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
        var cells = Map.of(
                Tlp.RED, red, Tlp.AMBER_STRICT, amberStrict, Tlp.AMBER, amber, Tlp.GREEN, green, Tlp.CLEAR, clear);
        ROLES_SEEN.add(viewer(identity).role());
        cells.forEach((tlp, why) -> assertThat(
                        Disclosure.of(viewer(identity), circle(identity, standing, tlp, Passing.FREE))
                                .why())
                .as("%s", tlp)
                .isEqualTo(why));
    }

    @AfterAll
    static void theMatrixHasARowForEachRole() {
        assertThat(ROLES_SEEN).containsExactlyInAnyOrder(Role.values());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            operator:nangoku-gas | NONE      | OWN               | OWN
            operator:aoba-bank   | NONE      | OTHER_OPERATOR    | BOUND_TO_PURPOSE
            ministry:METI:sato   | ADDRESSED | ADDRESSEE         | ADDRESSEE
            ministry:METI:sato   | NONE      | NOT_ADDRESSED     | BOUND_TO_PURPOSE
            ministry:METI:sato   | COMPANION | NOT_ADDRESSED     | BOUND_TO_PURPOSE
            nco:mori             | NONE      | LABEL_ALLOWS      | LABEL_ALLOWS
            pm-cao:abe           | NONE      | LABEL_ALLOWS      | LABEL_ALLOWS
            police:27            | ADDRESSED | OWN_DELIVERY_ONLY | OWN_DELIVERY_ONLY
            police:27            | NONE      | NOT_ADDRESSED     | BOUND_TO_PURPOSE
            ceptoar:GAS          | AGREED    | ROLE_READS_NONE   | BOUND_TO_PURPOSE
            council:ito          | NONE      | ROLE_READS_NONE   | BOUND_TO_PURPOSE
            hq                   | NONE      | COUNTED_ONLY      | COUNTED_ONLY
            auditor              | NONE      | ROLE_READS_NONE   | BOUND_TO_PURPOSE
            """)
    void whatIsBoundToTheActsPurposeGoesToNobodyBesideWhateverTheLabel(
            String identity, Standing standing, Why amber, Why clear) {
        assertThat(Disclosure.of(viewer(identity), circle(identity, standing, Tlp.AMBER, Passing.BOUND_TO_PURPOSE))
                        .why())
                .isEqualTo(amber);
        assertThat(Disclosure.of(viewer(identity), circle(identity, standing, Tlp.CLEAR, Passing.BOUND_TO_PURPOSE))
                        .why())
                .isEqualTo(clear);
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
