package noroshi.gateway.intake;

import noroshi.core.register.OperatorSlug;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.oauth2.jwt.Jwt;

/** 提出者. The operator that a token speaks for. */
final class TokenOperator {

    private TokenOperator() {}

    /**
     * The operator that the token speaks for.
     *
     * @throws AccessDeniedException if the token names no operator
     */
    static OperatorSlug of(Jwt token) {
        String slug = token.getClaimAsString("organisation");
        try {
            return new OperatorSlug(slug == null ? "" : slug);
        } catch (IllegalArgumentException e) {
            throw new AccessDeniedException("the token names no operator", e);
        }
    }
}
