package noroshi.gateway;

import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import noroshi.ledger.EventJson;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
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
import org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationConverter;
import org.springframework.security.oauth2.server.resource.authentication.JwtGrantedAuthoritiesConverter;
import org.springframework.security.oauth2.server.resource.web.BearerTokenAuthenticationEntryPoint;
import org.springframework.security.oauth2.server.resource.web.authentication.BearerTokenAuthenticationFilter;
import org.springframework.security.web.AuthenticationEntryPoint;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.servlet.util.matcher.PathPatternRequestMatcher;
import org.springframework.security.web.util.matcher.OrRequestMatcher;
import org.springframework.security.web.util.matcher.RequestMatcher;

/**
 * 受付の守り. The gateway's own paths and methods, and no others, for operators and the administrator with a bearer token. The token's issuer
 * is Spring's own setting ({@code spring.security.oauth2.resourceserver.jwt.issuer-uri}), unless the application brings
 * a decoder.
 */
@Configuration(proxyBeanMethods = false)
class GatewaySecurity {

    private static final String OPERATOR = "OPERATOR";
    private static final String ADMIN = "ADMIN";
    private static final RequestMatcher REPLAY = path(HttpMethod.POST, "/v1/parked/replay");
    private static final AuthenticationEntryPoint CHALLENGE = new BearerTokenAuthenticationEntryPoint();

    @Bean
    @Order(90)
    SecurityFilterChain gatewayDoor(HttpSecurity http) {
        return http.securityMatcher(new OrRequestMatcher(
                        path(HttpMethod.POST, "/v1/reports"),
                        path(HttpMethod.POST, "/v1/reports/{threadId}/follow-ups"),
                        path(HttpMethod.POST, "/v1/reports/{threadId}/corrections"),
                        path(HttpMethod.POST, "/v1/reports/{threadId}/withdrawal"),
                        path(HttpMethod.GET, "/v1/submissions"),
                        path(HttpMethod.GET, "/v1/submissions/{reportId}"),
                        REPLAY))
                .authorizeHttpRequests(requests -> requests.requestMatchers(REPLAY)
                        .hasRole(ADMIN)
                        .anyRequest()
                        .hasRole(OPERATOR))
                .sessionManagement(session -> session.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
                // A browser never sends a bearer token of its own accord.
                .csrf(AbstractHttpConfigurer::disable)
                .requestCache(AbstractHttpConfigurer::disable)
                .logout(AbstractHttpConfigurer::disable)
                .headers(headers -> headers.contentSecurityPolicy(
                        policy -> policy.policyDirectives("default-src 'none'; frame-ancestors 'none'")))
                .oauth2ResourceServer(GatewaySecurity::readTokens)
                .exceptionHandling(handling -> handling.authenticationEntryPoint(GatewaySecurity::challenge)
                        .accessDeniedHandler(
                                (request, response, _) -> write(GatewayProblem.FORBIDDEN, request, response)))
                .build();
    }

    private static RequestMatcher path(HttpMethod method, String pattern) {
        return PathPatternRequestMatcher.withDefaults().matcher(method, pattern);
    }

    private static void readTokens(OAuth2ResourceServerConfigurer<HttpSecurity> server) {
        var role = new JwtGrantedAuthoritiesConverter();
        role.setAuthoritiesClaimName("role");
        role.setAuthorityPrefix("ROLE_");
        var converter = new JwtAuthenticationConverter();
        converter.setJwtGrantedAuthoritiesConverter(role);
        server.jwt(jwt -> jwt.jwtAuthenticationConverter(converter))
                .authenticationEntryPoint(GatewaySecurity::challenge)
                .withObjectPostProcessor(new ObjectPostProcessor<BearerTokenAuthenticationFilter>() {
                    @Override
                    public <O extends BearerTokenAuthenticationFilter> O postProcess(O filter) {
                        filter.setAuthenticationFailureHandler(GatewaySecurity::unchecked);
                        return filter;
                    }
                });
    }

    /** A token that can't be checked, for its issuer is away, is not the caller's fault. */
    private static void unchecked(
            HttpServletRequest request, HttpServletResponse response, AuthenticationException failure)
            throws IOException, ServletException {
        if (failure instanceof AuthenticationServiceException) {
            response.setHeader(HttpHeaders.RETRY_AFTER, GatewayAdvice.RETRY_AFTER_SECONDS);
            write(GatewayProblem.UNAVAILABLE, request, response);
        } else {
            challenge(request, response, failure);
        }
    }

    private static void challenge(
            HttpServletRequest request, HttpServletResponse response, AuthenticationException failure)
            throws IOException, ServletException {
        CHALLENGE.commence(request, response, failure);
        write(GatewayProblem.UNAUTHENTICATED, request, response);
    }

    private static void write(GatewayProblem problem, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        response.setStatus(problem.status().value());
        response.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
        response.getOutputStream().write(EventJson.mapper().writeValueAsBytes(problem.in(Language.of(request))));
    }
}
