package noroshi.api;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import noroshi.ledger.EventJson;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.security.authentication.AuthenticationServiceException;
import org.springframework.security.config.ObjectPostProcessor;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.annotation.web.configurers.oauth2.server.resource.OAuth2ResourceServerConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.oauth2.server.resource.web.BearerTokenAuthenticationEntryPoint;
import org.springframework.security.oauth2.server.resource.web.authentication.BearerTokenAuthenticationFilter;
import org.springframework.security.web.AuthenticationEntryPoint;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.header.writers.ReferrerPolicyHeaderWriter.ReferrerPolicy;
import org.springframework.security.web.servlet.util.matcher.PathPatternRequestMatcher;
import org.springframework.security.web.util.matcher.OrRequestMatcher;
import org.springframework.security.web.util.matcher.RequestMatcher;

/**
 * 入口の守り. A bearer token for everything but the document and the health; each operation for the roles that
 * {@link Permission} names, all else shut. The token's issuer is Spring's own setting
 * ({@code spring.security.oauth2.resourceserver.jwt.issuer-uri}), unless the application brings a decoder.
 */
@Configuration(proxyBeanMethods = false)
class ApiSecurity {

    private static final String JSON_POLICY = "default-src 'none'; frame-ancestors 'none'";
    // Swagger UI writes styles into its page and shows its logo as a data URL
    private static final String DOCS_POLICY =
            "default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:;" + " frame-ancestors 'none'";

    // a challenge refers to it (RFC 9728); Spring Security answers it
    private static final RequestMatcher RESOURCE_METADATA = get("/.well-known/oauth-protected-resource");

    private static final AuthenticationEntryPoint CHALLENGE = new BearerTokenAuthenticationEntryPoint();

    /** What anybody may read: the document, its page, and whether the hub is well. */
    @Bean
    @Order(100)
    SecurityFilterChain openDoor(HttpSecurity http) {
        return stateless(http, DOCS_POLICY)
                .securityMatcher(anyOf(List.of(
                        get("/v3/api-docs"),
                        get("/v3/api-docs/**"),
                        get("/v3/api-docs.yaml"),
                        get("/docs"),
                        get("/swagger-ui/**"),
                        get("/actuator/health/**"))))
                .authorizeHttpRequests(requests -> requests.anyRequest().permitAll())
                .build();
    }

    /** The operations of this module. */
    @Bean
    @Order(101)
    SecurityFilterChain apiDoor(HttpSecurity http) {
        List<RequestMatcher> own = new ArrayList<>();
        own.add(RESOURCE_METADATA);
        Permission.ALL.stream().map(ApiSecurity::matcher).forEach(own::add);
        return bearer(http)
                .securityMatcher(anyOf(own))
                .authorizeHttpRequests(requests -> {
                    Permission.ALL.forEach(
                            one -> requests.requestMatchers(matcher(one)).hasAnyRole(one.roleNames()));
                    requests.anyRequest().denyAll();
                })
                .exceptionHandling(handling -> handling.authenticationEntryPoint(ApiSecurity::challenge)
                        .accessDeniedHandler((request, response, _) -> write(HttpProblem.FORBIDDEN, request, response)))
                .build();
    }

    /** What nobody has under {@code /v1}: it does not exist, or not by this method. Behind every other door. */
    @Bean
    @Order(Ordered.LOWEST_PRECEDENCE - 1)
    SecurityFilterChain nowhere(HttpSecurity http) {
        return bearer(http)
                .securityMatcher("/v1/**")
                .authorizeHttpRequests(requests -> requests.anyRequest().denyAll())
                .exceptionHandling(handling -> handling.authenticationEntryPoint(ApiSecurity::challenge)
                        .accessDeniedHandler((request, response, _) -> missing(request, response)))
                .build();
    }

    private static HttpSecurity bearer(HttpSecurity http) {
        return stateless(http, JSON_POLICY).oauth2ResourceServer(ApiSecurity::readTokens);
    }

    private static HttpSecurity stateless(HttpSecurity http, String contentPolicy) {
        return http.sessionManagement(session -> session.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
                // a bearer token is never sent by a browser of its own accord
                .csrf(AbstractHttpConfigurer::disable)
                .requestCache(AbstractHttpConfigurer::disable)
                .logout(AbstractHttpConfigurer::disable)
                .headers(headers -> headers.contentSecurityPolicy(policy -> policy.policyDirectives(contentPolicy))
                        .referrerPolicy(policy -> policy.policy(ReferrerPolicy.NO_REFERRER)));
    }

    private static void readTokens(OAuth2ResourceServerConfigurer<HttpSecurity> server) {
        server.jwt(jwt -> jwt.jwtAuthenticationConverter(new Tokens()))
                .authenticationEntryPoint(ApiSecurity::challenge)
                .withObjectPostProcessor(new ObjectPostProcessor<BearerTokenAuthenticationFilter>() {
                    @Override
                    public <O extends BearerTokenAuthenticationFilter> O postProcess(O filter) {
                        filter.setAuthenticationFailureHandler(ApiSecurity::unreadable);
                        return filter;
                    }
                });
    }

    /** A token that can't be checked since the issuer is away is no one's fault here. */
    private static void unreadable(
            HttpServletRequest request, HttpServletResponse response, AuthenticationException failure)
            throws IOException, jakarta.servlet.ServletException {
        if (failure instanceof AuthenticationServiceException) {
            response.setHeader(HttpHeaders.RETRY_AFTER, ApiAdvice.RETRY_AFTER_SECONDS);
            write(HttpProblem.UNAVAILABLE, request, response);
        } else {
            challenge(request, response, failure);
        }
    }

    private static void challenge(
            HttpServletRequest request, HttpServletResponse response, AuthenticationException failure)
            throws IOException, jakarta.servlet.ServletException {
        CHALLENGE.commence(request, response, failure);
        write(HttpProblem.UNAUTHENTICATED, request, response);
    }

    private static void missing(HttpServletRequest request, HttpServletResponse response) throws IOException {
        List<HttpMethod> methods = Permission.ALL.stream()
                .filter(one -> path(one.path()).matches(request))
                .map(Permission::method)
                .toList();
        if (methods.isEmpty()) {
            write(HttpProblem.NOT_FOUND, request, response);
        } else {
            response.setHeader(
                    HttpHeaders.ALLOW, methods.stream().map(HttpMethod::name).collect(Collectors.joining(", ")));
            write(HttpProblem.METHOD_NOT_ALLOWED, request, response);
        }
    }

    private static void write(HttpProblem problem, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        Locale locale = request.getHeader(HttpHeaders.ACCEPT_LANGUAGE) == null ? Locale.JAPANESE : request.getLocale();
        response.setStatus(problem.status().value());
        response.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
        response.getOutputStream().write(EventJson.mapper().writeValueAsBytes(problem.in(locale)));
    }

    private static RequestMatcher anyOf(List<RequestMatcher> matchers) {
        return new OrRequestMatcher(matchers);
    }

    private static RequestMatcher get(String path) {
        return PathPatternRequestMatcher.withDefaults().matcher(HttpMethod.GET, path);
    }

    private static RequestMatcher matcher(Permission permission) {
        return PathPatternRequestMatcher.withDefaults().matcher(permission.method(), permission.path());
    }

    private static RequestMatcher path(String path) {
        return PathPatternRequestMatcher.withDefaults().matcher(path);
    }
}
