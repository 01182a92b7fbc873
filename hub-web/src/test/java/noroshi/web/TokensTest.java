package noroshi.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.Map;
import noroshi.core.sharing.Viewer.Role;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.server.resource.InvalidBearerTokenException;

class TokensTest {

    private static Jwt token(String role, String organisation) {
        return new Jwt(
                "token",
                Instant.EPOCH,
                Instant.MAX,
                Map.of("alg", "none"),
                Map.of("sub", "someone", "role", role, "organisation", organisation));
    }

    @ParameterizedTest
    @CsvSource({
        "OPERATOR, aoba-bank",
        "MINISTRY, MIC",
        "CEPTOAR, FINANCE",
        "POLICE, 13",
        "NCO, NCO",
        "PM_CAO, PM_CAO",
        "PPC, PPC",
        "COUNCIL, member",
        "HQ, HQ"
    })
    void aTokenSpeaksForAnOrganisationThatFitsItsRole(Role role, String organisation) {
        assertThat(Tokens.viewer(token(role.name(), organisation)).organisation())
                .isEqualTo(organisation);
        assertThat(new Tokens().convert(token(role.name(), organisation)).getAuthorities())
                .extracting(Object::toString)
                .containsExactly("ROLE_" + role);
    }

    /** RED is for named officers, and some issuers state an empty name for whoever has none. */
    @ParameterizedTest
    @CsvSource({"'',", "' ',", "tanaka, tanaka"})
    void anOfficerWithoutANameIsNone(String stated, @Nullable String officer) {
        var token = new Jwt(
                "token",
                Instant.EPOCH,
                Instant.MAX,
                Map.of("alg", "none"),
                Map.of("sub", "someone", "role", "MINISTRY", "organisation", "MIC", "officer", stated));
        assertThat(Tokens.viewer(token).officer()).isEqualTo(officer);
    }

    @ParameterizedTest
    @CsvSource({
        "OPERATOR, Aoba Bank",
        "MINISTRY, mic",
        // each has a role of its own, whose limits it would shed as a ministry
        "MINISTRY, NCO",
        "MINISTRY, PM_CAO",
        "MINISTRY, PPC",
        "MINISTRY, PREF_POLICE_13",
        "NCO, MIC",
        "POLICE, 48",
        "SUPERUSER, NCO"
    })
    void aTokenWhoseOrganisationDoesNotFitIsNone(String role, String organisation) {
        assertThatThrownBy(() -> new Tokens().convert(token(role, organisation)))
                .isInstanceOf(InvalidBearerTokenException.class);
    }
}
