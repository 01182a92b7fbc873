package noroshi.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.Objects;
import noroshi.core.sector.Scope;
import noroshi.standalone.Identity.Role;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class IdentityTest {

    @ParameterizedTest
    @CsvSource(textBlock = """
            operator:aoba-bank   , OPERATOR , aoba-bank , ''     , operator:aoba-bank
            ministry:MIC         , MINISTRY , MIC       , ''     , ministry:MIC
            ministry:FSA:suzuki  , MINISTRY , FSA       , suzuki , ministry:FSA
            nco:tanaka           , NCO      , NCO       , tanaka , nco
            pm-cao:sato          , PM_CAO   , PM_CAO    , sato   , pm-cao
            ceptoar:INFO_COMM    , CEPTOAR  , INFO_COMM , ''     , ceptoar:INFO_COMM
            council:jpcert       , COUNCIL  , jpcert    , ''     , council:jpcert
            ppc                  , PPC      , PPC       , ''     , ppc
            police:01            , POLICE   , 01        , ''     , police:01
            police:47            , POLICE   , 47        , ''     , police:47
            hq                   , HQ       , HQ        , ''     , hq
            auditor              , AUDITOR  , AUDITOR   , ''     , auditor
            admin                , ADMIN    , ADMIN     , ''     , admin
            """)
    void everyFormOfTheContractIsRead(String text, Role role, String organisation, String officer, String principal) {
        var identity = Identity.parse(text);

        assertThat(identity.role()).isEqualTo(role);
        assertThat(identity.organisation()).isEqualTo(organisation);
        assertThat(Objects.requireNonNullElse(identity.officer(), "")).isEqualTo(officer);
        assertThat(identity.principal()).isEqualTo(principal);
        var claims = new HashMap<String, Object>();
        claims.put("sub", text);
        claims.put("role", role.name());
        claims.put("organisation", organisation);
        if (!officer.isEmpty()) {
            claims.put("officer", officer);
        }
        assertThat(identity.claims()).isEqualTo(claims);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "operator:",
                "operator:Aoba",
                "operator:aoba-",
                "operator:a,b",
                "ministry:mic",
                "ministry:MIC:",
                "nco",
                "pm-cao",
                "ceptoar:finance",
                "police:00",
                "police:48",
                "police:7",
                "police:99",
                "ministry:M",
                "hq:someone",
                "admin ",
                "hub",
                "auditor\nadmin"
            })
    void whatHasNoKnownFormIsRefusedInOneLine(String text) {
        assertThatThrownBy(() -> Identity.parse(text))
                .isInstanceOf(UsageError.class)
                .message()
                .startsWith("identity \"")
                .contains("expected one of: operator:<slug>, ministry:<CODE>[:<officer>]")
                .doesNotContain("\n");
    }

    /** What was shipped, and one operator. */
    private static final Organisations KNOWN = new Organisations() {
        @Override
        public boolean hasOperator(String slug) {
            return slug.equals("aoba-bank");
        }

        @Override
        public Scope scope() {
            return Scope.shipped();
        }
    };

    @ParameterizedTest
    @ValueSource(
            strings = {
                "operator:aoba-bank",
                "ministry:MIC",
                "ministry:FSA:suzuki",
                "ceptoar:FINANCE",
                "ceptoar:BANKING",
                "council:jpcert",
                "police:13",
                "nco:tanaka",
                "admin"
            })
    void whomTheRegisterKnowsGetsAToken(String text) {
        assertThatCode(() -> Identity.parse(text).requireKnown(KNOWN)).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            operator:nobody      | operator nobody: unknown (expected: the slug of a registered operator)
            ministry:NOPE        | ministry NOPE: unknown (expected: the code of a known ministry, such as MIC)
            ministry:NOPE:suzuki | ministry NOPE: unknown (expected: the code of a known ministry, such as MIC)
            ministry:NCO         | ministry NCO: unknown (expected: the code of a known ministry, such as MIC)
            ministry:PREF_POLICE_13 | ministry PREF_POLICE_13: unknown (expected: the code of a known ministry, such as MIC)
            ceptoar:NOPE         | ceptoar NOPE: unknown (expected: the code of a known sector, such as FINANCE)
            ceptoar:KI_FINANCE   | ceptoar KI_FINANCE: unknown (expected: the code of a known sector, such as FINANCE)
            """)
    void whomTheRegisterDoesNotKnowIsRefusedByName(String text, String sentence) {
        assertThatThrownBy(() -> Identity.parse(text).requireKnown(KNOWN))
                .isInstanceOf(UsageError.class)
                .hasMessage(sentence);
    }
}
