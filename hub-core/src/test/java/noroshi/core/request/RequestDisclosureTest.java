package noroshi.core.request;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import noroshi.core.jurisdiction.AuthorityCode;
import noroshi.core.register.OperatorSlug;
import noroshi.core.report.Tlp;
import noroshi.core.request.Request.Made;
import noroshi.core.request.RequestEvent.RequestMade;
import noroshi.core.request.RequestEvent.RequestPassedOn;
import noroshi.core.sharing.Viewer;
import noroshi.core.sharing.Viewer.Role;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Of a request to MLIT and FSA that MLIT has passed on to one operator. */
class RequestDisclosureTest {

    private static final RequestId ID = RequestId.of("request-1");
    private static final Instant AT = Instant.parse("2026-11-10T00:00:00Z");
    private static final AuthorityCode MLIT = new AuthorityCode("MLIT");

    @ParameterizedTest
    @CsvSource({
        "NCO, NCO, sato, AMBER, FULL",
        "MINISTRY, MLIT, tanaka, AMBER, OWN_PART",
        "MINISTRY, MLIT, , AMBER, OWN_PART",
        "MINISTRY, MLIT, tanaka, RED, OWN_PART",
        "MINISTRY, MLIT, , RED, WORDLESS",
        "MINISTRY, MIC, mori, CLEAR, NONE",
        "PM_CAO, PM_CAO, abe, CLEAR, NONE",
        "POLICE, 23, , CLEAR, NONE",
        "OPERATOR, isewan-terminal, , AMBER, PASSED_ON",
        "OPERATOR, chubu-power, , CLEAR, NONE",
        "CEPTOAR, PORT, , CLEAR, NONE",
        "COUNCIL, ice, , CLEAR, NONE",
        "HQ, HQ, , CLEAR, NONE",
        "AUDITOR, AUDITOR, , CLEAR, NONE",
        "ADMIN, ADMIN, , CLEAR, NONE"
    })
    void eachSeesWhatConcernsIt(
            Role role, String organisation, @Nullable String officer, Tlp tlp, RequestDisclosure expected) {
        var viewer = new Viewer(role, organisation, officer, "somebody");

        assertThat(RequestDisclosure.of(viewer, request(tlp))).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({"NCO, NCO, true, true", "MINISTRY, MLIT, true, false", "OPERATOR, isewan-terminal, false, false"})
    void anAddresseeSeesItsOwnPartAlone(Role role, String organisation, boolean ofMlit, boolean ofFsa) {
        var viewer = new Viewer(role, organisation, "somebody", "somebody");
        RequestDisclosure disclosure = RequestDisclosure.of(viewer, request(Tlp.AMBER));

        assertThat(disclosure.showsPart(viewer, MLIT)).isEqualTo(ofMlit);
        assertThat(disclosure.showsPart(viewer, AuthorityCode.FSA)).isEqualTo(ofFsa);
    }

    private static Made request(Tlp tlp) {
        var facts = new RequestFacts(
                List.of(MLIT, AuthorityCode.FSA),
                List.of(),
                List.of(),
                List.of(),
                tlp,
                false,
                true,
                AT.plusSeconds(3_600));
        Request made = Request.evolve(
                Request.UNMADE, new RequestMade(ID, facts, new RequestContent("件名", "本文"), "nco:sato", AT));
        Request passedOn = Request.evolve(
                made,
                new RequestPassedOn(
                        ID, MLIT, List.of(new OperatorSlug("isewan-terminal")), "ministry:MLIT:tanaka", AT));
        return Request.made(passedOn).orElseThrow();
    }
}
