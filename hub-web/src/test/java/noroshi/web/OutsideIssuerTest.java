package noroshi.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.web.server.servlet.context.ServletWebServerApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.core.annotation.Order;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.oauth2.jwt.BadJwtException;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtException;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

@Timeout(60)
class OutsideIssuerTest {

    private static final String AUDIENCE = "noroshi";
    private static final Duration SHORT_LIFE = Duration.ofMillis(500);

    private static final Duration ANSWER = Duration.ofSeconds(5);

    private static final int AT_ONCE = 20;

    private TestIssuer issuer;

    @BeforeEach
    void start() throws Exception {
        issuer = new TestIssuer();
    }

    @AfterEach
    void stop() {
        issuer.close();
    }

    @Test
    void aTokenOfTheIssuerForThisHubIsReadable() throws Exception {
        JwtDecoder tokens = OutsideIssuer.tokens(issuer.url(), List.of(AUDIENCE), OutsideIssuer.KEYS_LIFE);

        assertThat(tokens.decode(token()).getSubject()).isEqualTo("nco:tanaka");
        assertThatThrownBy(() -> tokens.decode(issuer.token(issuer.url(), "another")))
                .isInstanceOf(BadJwtException.class);
        assertThatThrownBy(() -> tokens.decode(issuer.token("http://another", AUDIENCE)))
                .isInstanceOf(BadJwtException.class);
    }

    @Test
    void whatWasReadableStaysReadableWhileTheIssuerIsAway() throws Exception {
        JwtDecoder tokens = OutsideIssuer.tokens(issuer.url(), List.of(AUDIENCE), SHORT_LIFE);
        String token = token();
        tokens.decode(token);
        int asked = issuer.asked();
        while (issuer.asked() == asked) {
            tokens.decode(token);
        }

        issuer.away();

        long outlived = System.nanoTime() + SHORT_LIFE.multipliedBy(3).toNanos();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            while (System.nanoTime() < outlived) {
                List<Future<Jwt>> read = Stream.generate(() -> threads.submit(() -> tokens.decode(token)))
                        .limit(AT_ONCE)
                        .toList();
                for (Future<Jwt> one : read) {
                    assertThat(one.get().getSubject()).isEqualTo("nco:tanaka");
                }
            }
        }
    }

    @Test
    void aKeyThatWasNeverSeenIsNoFaultOfItsTokenWhileTheIssuerIsAway() throws Exception {
        JwtDecoder tokens = OutsideIssuer.tokens(issuer.url(), List.of(AUDIENCE), OutsideIssuer.KEYS_LIFE);
        tokens.decode(token());
        issuer.newKey();
        String token = token();
        issuer.away();
        assertThatThrownBy(() -> tokens.decode(token))
                .isInstanceOf(JwtException.class)
                .isNotInstanceOf(BadJwtException.class);

        issuer.back();

        assertThat(tokens.decode(token).getSubject()).isEqualTo("nco:tanaka");
    }

    @Test
    void atADoorAnIssuerThatIsAwayIs503AndNoTokenIs401AndAllGoesOnByItself() throws Exception {
        String token = token();
        issuer.away();
        try (var door = Door.open(issuer.url())) {
            assertThat(door.get(null).statusCode()).isEqualTo(401);
            assertPutOff(door.get(token));

            issuer.back();
            assertThat(door.get(token).statusCode()).isEqualTo(200);

            issuer.newKey();
            String unseen = token();
            issuer.silent();
            assertThat(door.get(token).statusCode()).isEqualTo(200);
            List<CompletableFuture<HttpResponse<String>>> answers =
                    Stream.generate(() -> door.ask(unseen)).limit(AT_ONCE).toList();
            for (var answer : answers) {
                assertPutOff(answer.get());
            }
            assertThat(door.get(token).statusCode()).isEqualTo(200);

            issuer.back();
            assertThat(door.get(unseen).statusCode()).isEqualTo(200);
        }
    }

    private static void assertPutOff(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(answer.headers().firstValue("Retry-After")).isPresent();
    }

    private String token() throws Exception {
        return issuer.token(issuer.url(), AUDIENCE);
    }

    /** One page behind the guard that every door has. */
    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    @Import({WebConfiguration.class, Page.class})
    static class House {

        @Bean
        @Order(0)
        SecurityFilterChain door(HttpSecurity http) {
            return Doors.bearer(http.securityMatcher("/v1/page"))
                    .authorizeHttpRequests(requests -> requests.anyRequest().hasRole("NCO"))
                    .build();
        }
    }

    @RestController
    static class Page {

        @GetMapping("/v1/page")
        String page() {
            return "page";
        }
    }

    private record Door(ServletWebServerApplicationContext house, HttpClient client) implements AutoCloseable {

        static Door open(String issuer) {
            var house = new SpringApplication(House.class)
                    .run(
                            "--server.port=0",
                            "--server.address=127.0.0.1",
                            "--spring.main.banner-mode=off",
                            "--spring.security.oauth2.resourceserver.jwt.issuer-uri=" + issuer,
                            "--spring.security.oauth2.resourceserver.jwt.audiences=" + AUDIENCE);
            return new Door((ServletWebServerApplicationContext) house, HttpClient.newHttpClient());
        }

        HttpResponse<String> get(@Nullable String token) throws Exception {
            return ask(token).get();
        }

        /** Within the time that a caller is promised. */
        CompletableFuture<HttpResponse<String>> ask(@Nullable String token) {
            int port = Objects.requireNonNull(house.getWebServer()).getPort();
            var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:%d/v1/page".formatted(port)))
                    .timeout(ANSWER);
            if (token != null) {
                request.header("Authorization", "Bearer " + token);
            }
            return client.sendAsync(request.build(), BodyHandlers.ofString());
        }

        @Override
        public void close() {
            client.close();
            house.close();
        }
    }
}
