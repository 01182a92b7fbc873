package noroshi.core.sharing;

import static noroshi.core.sharing.Disclosure.Why.ADDRESSEE;
import static noroshi.core.sharing.Disclosure.Why.NOT_ADDRESSED;
import static noroshi.core.sharing.Disclosure.Why.OTHER_OPERATOR;
import static noroshi.core.sharing.Disclosure.Why.OWN;
import static noroshi.core.sharing.Disclosure.Why.OWN_DELIVERY_ONLY;
import static noroshi.core.sharing.Disclosure.Why.RED_RELAYED;
import static noroshi.core.sharing.Disclosure.Why.RED_WITHOUT_OFFICER;
import static noroshi.core.sharing.Disclosure.Why.ROLE_READS_NONE;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import noroshi.core.jurisdiction.AuthorityCode;
import noroshi.core.register.OperatorSlug;
import noroshi.core.report.Tlp;
import noroshi.core.sharing.Disclosure.Extent;
import noroshi.core.sharing.Disclosure.Why;
import noroshi.core.sharing.Viewer.Role;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The access matrix as far as it is built (domain §7.4): role by relation by label. */
class DisclosureTest {

    private static final OperatorSlug OPERATOR = new OperatorSlug("nangoku-gas");

    /** Viewer; whether its authority is addressed, and named; why it reads what it reads below RED, and of RED. */
    static List<Row> matrix() {
        return List.of(
                row("operator:nangoku-gas", false, false, OWN, OWN),
                row("operator:aoba-bank", false, false, OTHER_OPERATOR, OTHER_OPERATOR),
                row("ministry:METI:sato", true, true, ADDRESSEE, ADDRESSEE),
                row("ministry:METI", true, true, ADDRESSEE, RED_WITHOUT_OFFICER),
                row("ministry:METI:sato", false, false, NOT_ADDRESSED, NOT_ADDRESSED),
                row("nco:mori", true, true, ADDRESSEE, ADDRESSEE),
                row("nco:mori", true, false, ADDRESSEE, RED_RELAYED),
                row("nco:mori", false, false, NOT_ADDRESSED, NOT_ADDRESSED),
                row("ministry:NCO:mori", true, false, ADDRESSEE, RED_RELAYED),
                row("pm-cao:abe", true, true, ADDRESSEE, ADDRESSEE),
                row("pm-cao:abe", false, false, NOT_ADDRESSED, NOT_ADDRESSED),
                row("ppc", true, true, OWN_DELIVERY_ONLY, OWN_DELIVERY_ONLY),
                row("ppc", false, false, NOT_ADDRESSED, NOT_ADDRESSED),
                row("police:27", true, true, OWN_DELIVERY_ONLY, OWN_DELIVERY_ONLY),
                row("police:27", false, false, NOT_ADDRESSED, NOT_ADDRESSED),
                row("ministry:NPA:kato", true, true, OWN_DELIVERY_ONLY, OWN_DELIVERY_ONLY),
                row("ministry:JPCERT:kato", true, true, OWN_DELIVERY_ONLY, OWN_DELIVERY_ONLY),
                row("ministry:IPA", true, true, OWN_DELIVERY_ONLY, RED_WITHOUT_OFFICER),
                row("ministry:PREFECTURE_27:kato", true, true, OWN_DELIVERY_ONLY, OWN_DELIVERY_ONLY),
                row("ceptoar:GAS", false, false, ROLE_READS_NONE, ROLE_READS_NONE),
                row("council:ito", false, false, ROLE_READS_NONE, ROLE_READS_NONE),
                row("hq", false, false, ROLE_READS_NONE, ROLE_READS_NONE),
                row("auditor", false, false, ROLE_READS_NONE, ROLE_READS_NONE),
                row("admin", false, false, ROLE_READS_NONE, ROLE_READS_NONE));
    }

    record Row(Viewer viewer, boolean addressed, boolean named, Why otherwise, Why ofRed) {}

    private static Row row(String identity, boolean addressed, boolean named, Why otherwise, Why ofRed) {
        return new Row(viewer(identity), addressed, named, otherwise, ofRed);
    }

    @ParameterizedTest
    @MethodSource("matrix")
    void eachRoleReadsWhatTheMatrixSays(Row row) {
        for (Tlp tlp : Tlp.values()) {
            assertThat(Disclosure.of(row.viewer, circle(row.viewer, row.addressed, row.named, tlp))
                            .why())
                    .as("%s", tlp)
                    .isEqualTo(tlp == Tlp.RED ? row.ofRed : row.otherwise);
        }
    }

    @Test
    void theMatrixHasARowForEachRole() {
        Set<Role> rows = matrix().stream().map(row -> row.viewer.role()).collect(Collectors.toSet());
        assertThat(rows).containsExactlyInAnyOrder(Role.values());
    }

    @ParameterizedTest
    @EnumSource(Tlp.class)
    void nobodyButTheOperatorReadsWhatWasDeliveredToNoOne(Tlp tlp) {
        var circle = new Circle(OPERATOR, Set.of(), Set.of(), tlp);
        assertThat(matrix().stream()
                        .map(Row::viewer)
                        .filter(viewer -> Disclosure.of(viewer, circle).extent() != Extent.NONE)
                        .map(Viewer::identity))
                .containsOnly("operator:nangoku-gas");
    }

    @Test
    void aMaskedThreadShowsNeitherContentNorOthers() {
        assertThat(Arrays.stream(Extent.values()).filter(Extent::showsContent))
                .containsExactly(Extent.OWN_DELIVERY, Extent.FULL);
        assertThat(Arrays.stream(Extent.values()).filter(Extent::showsOthers)).containsExactly(Extent.FULL);
    }

    private static Circle circle(Viewer viewer, boolean addressed, boolean named, Tlp tlp) {
        var others = Set.of(new AuthorityCode("MOD"), new AuthorityCode("PREF_POLICE_13"));
        Set<AuthorityCode> addressees = new HashSet<>(others);
        Set<AuthorityCode> namedOnes = new HashSet<>(others);
        viewer.authority().ifPresent(authority -> {
            if (addressed) {
                addressees.add(authority);
            }
            if (named) {
                namedOnes.add(authority);
            }
        });
        return new Circle(OPERATOR, addressees, namedOnes, tlp);
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
