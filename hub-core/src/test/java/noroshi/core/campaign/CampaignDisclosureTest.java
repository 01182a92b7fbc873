package noroshi.core.campaign;

import static org.assertj.core.api.Assertions.assertThat;

import noroshi.core.jurisdiction.AuthorityCode;
import noroshi.core.report.Tlp;
import noroshi.core.sharing.Disclosure.Extent;
import noroshi.core.sharing.Viewer;
import noroshi.core.sharing.Viewer.Role;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CampaignDisclosureTest {

    @ParameterizedTest
    @CsvSource(nullValues = "-", textBlock = """
            NCO,      NCO,  RED,          -,    false, NONE,   FULL
            MINISTRY, FSA,  AMBER,        -,    true,  FULL,   FULL
            MINISTRY, FSA,  AMBER_STRICT, -,    true,  FULL,   FULL
            MINISTRY, FSA,  AMBER_STRICT, -,    true,  SHARED, NAMELESS
            MINISTRY, FSA,  AMBER,        -,    true,  MASKED, NAMELESS
            MINISTRY, FSA,  AMBER,        -,    true,  SHARED, NAMELESS
            MINISTRY, FSA,  GREEN,        -,    true,  SHARED, FULL
            MINISTRY, FSA,  RED,          -,    true,  FULL,   NAMELESS
            MINISTRY, FSA,  RED,          FSA,  true,  FULL,   FULL
            MINISTRY, FSA,  CLEAR,        -,    true,  NONE,   NONE
            MINISTRY, FSA,  AMBER,        FSA,  false, NONE,   FULL
            MINISTRY, FSA,  CLEAR,        MLIT, false, FULL,   NONE
            PM_CAO,   PM_CAO, AMBER,      -,    true,  SHARED, FULL
            PM_CAO,   PM_CAO, AMBER,      -,    true,  NONE,   NONE
            OPERATOR, aoba-bank, CLEAR,   -,    true,  FULL,   NONE
            PPC,      PPC,  CLEAR,        -,    true,  FULL,   NONE
            POLICE,   27,   CLEAR,        -,    true,  FULL,   NONE
            CEPTOAR,  GAS,  CLEAR,        -,    true,  SHARED, NONE
            AUDITOR,  AUDITOR, CLEAR,     -,    true,  SHARED, NONE
            """)
    void whoMayKnowOfACampaign(
            Role role,
            String organisation,
            Tlp tlp,
            @Nullable String proposer,
            boolean declared,
            Extent known,
            CampaignDisclosure expected) {
        assertThat(CampaignDisclosure.of(
                        new Viewer(role, organisation, "officer", "identity"),
                        tlp,
                        proposer == null ? null : new AuthorityCode(proposer),
                        declared,
                        known))
                .isEqualTo(expected);
    }

    /** Of a campaign that FSA and the Prime Minister's office each proposed. */
    @ParameterizedTest
    @CsvSource(nullValues = "-", textBlock = """
            MINISTRY, FSA,    RED,          kato, FULL
            MINISTRY, FSA,    RED,          -,    NAMELESS
            MINISTRY, FSA,    AMBER_STRICT, -,    FULL
            PM_CAO,   PM_CAO, RED,          -,    FULL
            """)
    void redWordsAreForNamedOfficersTheProposersToo(
            Role role, String organisation, Tlp tlp, @Nullable String officer, CampaignDisclosure expected) {
        var viewer = new Viewer(role, organisation, officer, "identity");

        for (boolean declared : new boolean[] {false, true}) {
            assertThat(CampaignDisclosure.of(viewer, tlp, new AuthorityCode(organisation), declared, Extent.FULL))
                    .isEqualTo(expected);
        }
    }
}
