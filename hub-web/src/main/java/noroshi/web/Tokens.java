package noroshi.web;

import java.util.List;
import java.util.regex.Pattern;
import noroshi.core.sharing.Viewer;
import noroshi.core.sharing.Viewer.Role;
import org.jspecify.annotations.Nullable;
import org.springframework.core.convert.converter.Converter;
import org.springframework.security.authentication.AbstractAuthenticationToken;
import org.springframework.security.core.authority.SimpleGrantedAuthority;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.server.resource.InvalidBearerTokenException;
import org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationToken;

/** トークンの読取り. Whom a token speaks for: its role becomes the authority, its organisation must fit the role. */
public final class Tokens implements Converter<Jwt, AbstractAuthenticationToken> {

    private static final Pattern SLUG = Pattern.compile("[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?");
    private static final Pattern CODE = Pattern.compile("[A-Z][A-Z0-9_]{1,39}");
    private static final Pattern MEMBER = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,63}");
    private static final Pattern PREFECTURE = Pattern.compile("0[1-9]|[1-3][0-9]|4[0-7]");

    /**
     * Whom the token speaks for.
     *
     * @throws InvalidBearerTokenException if the claims name no known role, or an organisation that it can't have
     */
    @Override
    public AbstractAuthenticationToken convert(Jwt token) {
        Viewer viewer = viewer(token);
        return new JwtAuthenticationToken(
                token,
                List.of(new SimpleGrantedAuthority("ROLE_" + viewer.role().name())),
                viewer.identity());
    }

    /** The viewer that a token names; it was found sound when it came in. */
    public static Viewer viewer(Jwt token) {
        Role role = role(token.getClaimAsString("role"));
        String organisation = required(token.getClaimAsString("organisation"), "organisation");
        if (!fits(organisation, role)) {
            throw new InvalidBearerTokenException("organisation does not fit the role " + role);
        }
        return new Viewer(role, organisation, officer(token), required(token.getSubject(), "sub"));
    }

    /** What names nobody is no name. */
    private static @Nullable String officer(Jwt token) {
        String officer = token.getClaimAsString("officer");
        return officer == null || officer.isBlank() ? null : officer;
    }

    private static Role role(@Nullable String name) {
        for (Role role : Role.values()) {
            if (role.name().equals(name)) {
                return role;
            }
        }
        throw new InvalidBearerTokenException("role is missing or unknown");
    }

    private static boolean fits(String organisation, Role role) {
        return switch (role) {
            case OPERATOR -> SLUG.matcher(organisation).matches();
            case MINISTRY -> CODE.matcher(organisation).matches() && Viewer.isMinistry(organisation);
            case CEPTOAR -> CODE.matcher(organisation).matches();
            case COUNCIL -> MEMBER.matcher(organisation).matches();
            case POLICE -> PREFECTURE.matcher(organisation).matches();
            case NCO, PM_CAO, PPC, HQ, AUDITOR, ADMIN -> organisation.equals(role.name());
        };
    }

    private static String required(@Nullable String claim, String name) {
        if (claim == null || claim.isBlank()) {
            throw new InvalidBearerTokenException(name + " is missing");
        }
        return claim;
    }
}
