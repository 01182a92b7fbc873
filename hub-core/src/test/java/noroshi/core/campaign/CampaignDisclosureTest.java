package noroshi.core.campaign;

import static org.assertj.core.api.Assertions.assertThat;

import noroshi.core.jurisdiction.AuthorityCode;
import noroshi.core.report.Tlp;
import noroshi.core.sharing.Viewer;
import noroshi.core.sharing.Viewer.Role;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CampaignDisclosureTest {

    @ParameterizedTest
    @CsvSource(nullValues = "-", textBlock = """
            NCO,      NCO,  RED,          -,    false, false, FULL
            MINISTRY, FSA,  AMBER,        -,    true,  true,  FULL
            MINISTRY, FSA,  AMBER_STRICT, -,    true,  true,  FULL
            MINISTRY, FSA,  RED,          -,    true,  true,  NAMELESS
            MINISTRY, FSA,  RED,          FSA,  true,  true,  FULL
            MINISTRY, FSA,  CLEAR,        -,    true,  false, NONE
            MINISTRY, FSA,  AMBER,        FSA,  false, false, FULL
            MINISTRY, FSA,  CLEAR,        MLIT, false, true,  NONE
            PM_CAO,   PM_CAO, AMBER,      -,    true,  true,  FULL
            PM_CAO,   PM_CAO, AMBER,      -,    true,  false, NONE
            OPERATOR, aoba-bank, CLEAR,   -,    true,  true,  NONE
            PPC,      PPC,  CLEAR,        -,    true,  true,  NONE
            POLICE,   27,   CLEAR,        -,    true,  true,  NONE
            CEPTOAR,  GAS,  CLEAR,        -,    true,  true,  NONE
            AUDITOR,  AUDITOR, CLEAR,     -,    true,  true,  NONE
            """)
    void whoMayKnowOfACampaign(
            Role role,
            String organisation,
            Tlp tlp,
            @Nullable String proposer,
            boolean declared,
            boolean knowsThread,
            CampaignDisclosure expected) {
        assertThat(CampaignDisclosure.of(
                        new Viewer(role, organisation, "officer", "identity"),
                        tlp,
                        proposer == null ? null : new AuthorityCode(proposer),
                        declared,
                        knowsThread))
                .isEqualTo(expected);
    }
}
