package noroshi.web;

import com.nimbusds.jose.KeySourceException;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.source.JWKSetCacheRefreshEvaluator;
import com.nimbusds.jose.jwk.source.JWKSetSource;
import com.nimbusds.jose.jwk.source.JWKSetUnavailableException;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.jwk.source.JWKSourceBuilder;
import com.nimbusds.jose.proc.SecurityContext;
import java.net.URI;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.client.SimpleClientHttpRequestFactory;
import org.springframework.security.oauth2.core.DelegatingOAuth2TokenValidator;
import org.springframework.security.oauth2.core.OAuth2TokenValidator;
import org.springframework.security.oauth2.jose.jws.SignatureAlgorithm;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtClaimNames;
import org.springframework.security.oauth2.jwt.JwtClaimValidator;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtValidators;
import org.springframework.security.oauth2.jwt.NimbusJwtDecoder;
import org.springframework.web.client.HttpClientErrorException;
import org.springframework.web.client.RestClient;
import org.springframework.web.client.RestClientException;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * 外部の発行者. The keys of an issuer of tokens, where its metadata say they are (OpenID Connect Discovery; RFC 8414). While
 * it is away, what it signed before goes on being readable; Spring's own reader would forget its keys within minutes,
 * wait without end for an issuer that says nothing, and take one that was away at the first token for a fault of ours.
 */
final class OutsideIssuer implements JWKSetSource<SecurityContext> {

    private static final Logger LOG = LoggerFactory.getLogger(OutsideIssuer.class);

    /** So soon a key that the issuer no longer has is no longer believed. */
    static final Duration KEYS_LIFE = Duration.ofMinutes(5);

    /** So long the keys are believed while the issuer can't be asked: longer than a token lives. */
    private static final Duration LONGEST_OUTAGE = Duration.ofHours(24);

    /** For a connection, and for an answer: together with the rest less than a caller waits. */
    private static final Duration PATIENCE = Duration.ofMillis(1_500);

    /** How long others wait for the one who asks; whose turn it is then asks, too, and a caller waits for both. */
    private static final Duration LONGEST_QUEUE = Duration.ofSeconds(2);

    private static final Set<SignatureAlgorithm> ALGORITHMS = Set.of(
            SignatureAlgorithm.RS256,
            SignatureAlgorithm.RS384,
            SignatureAlgorithm.RS512,
            SignatureAlgorithm.PS256,
            SignatureAlgorithm.ES256,
            SignatureAlgorithm.ES384);

    private static final String OPENID = "/.well-known/openid-configuration";
    private static final String OAUTH = "/.well-known/oauth-authorization-server";

    private final String issuer;
    private final RestClient http;
    private final Duration keysLife;
    private volatile @Nullable Known known;

    /**
     * Keys that the issuer had.
     *
     * @param since when it had them, in milliseconds of the epoch
     * @param told when they were told last, likewise
     */
    private record Known(JWKSet keys, long since, long told) {}

    private OutsideIssuer(String issuer, Duration keysLife) {
        this.issuer = issuer;
        this.keysLife = keysLife;
        var requests = new SimpleClientHttpRequestFactory();
        requests.setConnectTimeout(PATIENCE);
        requests.setReadTimeout(PATIENCE);
        this.http = RestClient.builder().requestFactory(requests).build();
    }

    /**
     * Reads the tokens of an issuer, which need not answer yet.
     *
     * @param audiences one of which a token must be meant for; empty: whomever it is meant for
     * @param keysLife after how long it is asked for its keys again
     */
    static JwtDecoder tokens(String issuer, List<String> audiences, Duration keysLife) {
        JWKSource<SecurityContext> keys = JWKSourceBuilder.create(new OutsideIssuer(issuer, keysLife))
                .rateLimited(false)
                .refreshAheadCache(false)
                .cache(keysLife.toMillis(), LONGEST_QUEUE.toMillis())
                .build();
        NimbusJwtDecoder tokens = NimbusJwtDecoder.withJwkSource(keys)
                .jwsAlgorithms(algorithms -> algorithms.addAll(ALGORITHMS))
                .build();
        var rules = new ArrayList<OAuth2TokenValidator<Jwt>>();
        rules.add(JwtValidators.createDefaultWithIssuer(issuer));
        if (!audiences.isEmpty()) {
            rules.add(new JwtClaimValidator<@Nullable List<String>>(
                    JwtClaimNames.AUD, named -> named != null && !Collections.disjoint(named, audiences)));
        }
        tokens.setJwtValidator(new DelegatingOAuth2TokenValidator<>(rules));
        return tokens;
    }

    @Override
    public JWKSet getJWKSet(JWKSetCacheRefreshEvaluator refresh, long now, @Nullable SecurityContext context)
            throws KeySourceException {
        try {
            JWKSet keys = ask();
            known = new Known(keys, now, now);
            return keys;
        } catch (JWKSetUnavailableException e) {
            Known before = known;
            // asked again so soon, they lack someone's key: it can't be had now, which is not to say that there is none
            if (before == null
                    || now - before.told() < keysLife.toMillis()
                    || now - before.since() > LONGEST_OUTAGE.toMillis()) {
                throw e;
            }
            LOG.warn("the keys of {} are still believed: {}", Instant.ofEpochMilli(before.since()), e.getMessage());
            // another object: by that, those who waited meanwhile know that it was asked
            var again = new JWKSet(before.keys().getKeys());
            known = new Known(again, before.since(), now);
            return again;
        }
    }

    private JWKSet ask() throws JWKSetUnavailableException {
        try {
            return JWKSet.parse(get(URI.create(keys())));
        } catch (RestClientException | JacksonException | IllegalArgumentException | ParseException e) {
            throw new JWKSetUnavailableException("issuer %s: %s".formatted(issuer, e.getMessage()), e);
        }
    }

    private String keys() {
        JsonNode metadata = metadata();
        if (!metadata.path("issuer").asString("").equals(issuer)) {
            throw new IllegalArgumentException("names itself %s".formatted(metadata.path("issuer")));
        }
        return metadata.path("jwks_uri").asString("");
    }

    /** In one of the three places that the standards name. */
    private JsonNode metadata() {
        URI base = URI.create(issuer);
        String path = Objects.requireNonNullElse(base.getPath(), "");
        List<URI> places =
                List.of(URI.create(issuer + OPENID), base.resolve(OPENID + path), base.resolve(OAUTH + path));
        for (URI place : places) {
            try {
                return JsonMapper.shared().readTree(get(place));
            } catch (HttpClientErrorException e) {
                // not there
            }
        }
        throw new IllegalArgumentException("no metadata in %s".formatted(places));
    }

    private String get(URI place) {
        return Objects.requireNonNullElse(http.get().uri(place).retrieve().body(String.class), "");
    }

    @Override
    public void close() {
        // nothing is kept open
    }
}
