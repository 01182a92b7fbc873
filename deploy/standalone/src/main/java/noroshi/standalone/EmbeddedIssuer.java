package noroshi.standalone;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.source.ImmutableJWKSet;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.proc.SecurityContext;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import noroshi.standalone.Secrets.Purpose;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.security.oauth2.core.AuthorizationGrantType;
import org.springframework.security.oauth2.core.ClientAuthenticationMethod;
import org.springframework.security.oauth2.core.DelegatingOAuth2TokenValidator;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.oauth2.core.OAuth2Error;
import org.springframework.security.oauth2.core.OAuth2ErrorCodes;
import org.springframework.security.oauth2.jwt.JwtAudienceValidator;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtValidators;
import org.springframework.security.oauth2.jwt.NimbusJwtDecoder;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2ClientCredentialsAuthenticationToken;
import org.springframework.security.oauth2.server.authorization.client.InMemoryRegisteredClientRepository;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClient;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClientRepository;
import org.springframework.security.oauth2.server.authorization.settings.AuthorizationServerSettings;
import org.springframework.security.oauth2.server.authorization.settings.TokenSettings;
import org.springframework.security.oauth2.server.authorization.token.JwtEncodingContext;
import org.springframework.security.oauth2.server.authorization.token.OAuth2TokenCustomizer;
import org.springframework.security.web.SecurityFilterChain;

/**
 * The token issuer of a hub with demo identities: whoever can read the data folder's secrets gets a token for any
 * identity. Absent where an outside issuer is named.
 */
@Configuration(proxyBeanMethods = false)
@ConditionalOnProperty(name = EmbeddedIssuer.ENABLED, havingValue = "true")
class EmbeddedIssuer {
    static final String ENABLED = "noroshi.embedded-issuer";
    static final String CLIENT = "hub-cli";
    static final String IDENTITY = "identity";
    static final String TOKEN_PATH = "/oauth2/token";

    private static final String AUDIENCE = "noroshi";
    private static final Duration TOKEN_LIFE = Duration.ofHours(12);

    @Bean
    @Order(Ordered.HIGHEST_PRECEDENCE)
    SecurityFilterChain issuerDoor(HttpSecurity http) {
        return http.oauth2AuthorizationServer(issuer -> http.securityMatcher(issuer.getEndpointsMatcher()))
                .authorizeHttpRequests(requests -> requests.anyRequest().authenticated())
                .build();
    }

    @Bean
    RegisteredClientRepository tokenClients(Secrets secrets) {
        return new InMemoryRegisteredClientRepository(RegisteredClient.withId(CLIENT)
                .clientId(CLIENT)
                .clientSecret(secrets.password(Purpose.TOKEN_CLIENT, CLIENT))
                .clientAuthenticationMethod(ClientAuthenticationMethod.CLIENT_SECRET_BASIC)
                .authorizationGrantType(AuthorizationGrantType.CLIENT_CREDENTIALS)
                .tokenSettings(TokenSettings.builder()
                        .accessTokenTimeToLive(TOKEN_LIFE)
                        .build())
                .build());
    }

    /** The one secret is derived and 256 bits long: hashing it slowly, as people's passwords need it, adds nothing. */
    @Bean
    PasswordEncoder secretAsItIs() {
        return new PasswordEncoder() {
            @Override
            public String encode(@Nullable CharSequence secret) {
                return String.valueOf(secret);
            }

            @Override
            public boolean matches(@Nullable CharSequence secret, @Nullable String known) {
                return MessageDigest.isEqual(
                        String.valueOf(secret).getBytes(UTF_8),
                        String.valueOf(known).getBytes(UTF_8));
            }
        };
    }

    @Bean
    AuthorizationServerSettings issuerSettings(Settings settings) {
        return AuthorizationServerSettings.builder().issuer(issuer(settings)).build();
    }

    @Bean
    JWKSource<SecurityContext> signingKeys(Secrets secrets) {
        return new ImmutableJWKSet<>(new JWKSet(secrets.signingKey()));
    }

    /** Reads the public key from memory: asking the issuer over HTTP would make the hub wait for itself at start. */
    @Bean
    JwtDecoder tokenReader(Secrets secrets, Settings settings) throws JOSEException {
        var decoder = NimbusJwtDecoder.withPublicKey(secrets.signingKey().toRSAPublicKey())
                .build();
        decoder.setJwtValidator(new DelegatingOAuth2TokenValidator<>(
                JwtValidators.createDefaultWithIssuer(issuer(settings)), new JwtAudienceValidator(AUDIENCE)));
        return decoder;
    }

    @Bean
    OAuth2TokenCustomizer<JwtEncodingContext> identityClaims(Organisations organisations) {
        return context -> {
            var identity = requestedIdentity(context, organisations);
            context.getClaims().audience(List.of(AUDIENCE)).claims(claims -> claims.putAll(identity.claims()));
        };
    }

    private static Identity requestedIdentity(JwtEncodingContext context, Organisations organisations) {
        OAuth2ClientCredentialsAuthenticationToken grant =
                Objects.requireNonNull(context.getAuthorizationGrant(), "a token is made for a grant only");
        if (!(grant.getAdditionalParameters().get(IDENTITY) instanceof String text)) {
            throw refused("identity: absent (expected: one)");
        }
        try {
            var identity = Identity.parse(text);
            identity.requireKnown(organisations);
            return identity;
        } catch (UsageError e) {
            throw refused(String.valueOf(e.getMessage()));
        }
    }

    private static OAuth2AuthenticationException refused(String sentence) {
        // RFC 6749 §5.2 allows no quotation mark in a description.
        return new OAuth2AuthenticationException(
                new OAuth2Error(OAuth2ErrorCodes.INVALID_REQUEST, sentence.replace('"', '\''), null));
    }

    private static String issuer(Settings settings) {
        return "http://localhost:" + settings.ports().http();
    }
}
