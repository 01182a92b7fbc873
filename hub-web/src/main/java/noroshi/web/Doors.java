package noroshi.web;

import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
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
import org.springframework.security.web.header.writers.ReferrerPolicyHeaderWriter.ReferrerPolicy;

/**
 * 入口の守り. What every door has. The token's issuer is Spring's own setting
 * ({@code spring.security.oauth2.resourceserver.jwt.issuer-uri}), unless the application brings a decoder.
 */
public final class Doors {

    private static final String JSON_POLICY = "default-src 'none'; frame-ancestors 'none'";
    private static final AuthenticationEntryPoint CHALLENGE = new BearerTokenAuthenticationEntryPoint();

    private Doors() {}

    /** A door that keeps nothing of its callers. */
    public static HttpSecurity stateless(HttpSecurity http, String contentPolicy) {
        return http.sessionManagement(session -> session.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
                // a bearer token is never sent by a browser of its own accord
                .csrf(AbstractHttpConfigurer::disable)
                .requestCache(AbstractHttpConfigurer::disable)
                .logout(AbstractHttpConfigurer::disable)
                .headers(headers -> headers.contentSecurityPolicy(policy -> policy.policyDirectives(contentPolicy))
                        .referrerPolicy(policy -> policy.policy(ReferrerPolicy.NO_REFERRER)));
    }

    /** A door that opens to a bearer token; whoever may not come in is told so as a problem. */
    public static HttpSecurity bearer(HttpSecurity http) {
        return stateless(http, JSON_POLICY)
                .oauth2ResourceServer(Doors::readTokens)
                .exceptionHandling(handling -> handling.authenticationEntryPoint(Doors::challenge)
                        .accessDeniedHandler((request, response, _) -> HttpProblem.FORBIDDEN.write(request, response)));
    }

    private static void readTokens(OAuth2ResourceServerConfigurer<HttpSecurity> server) {
        server.jwt(jwt -> jwt.jwtAuthenticationConverter(new Tokens()))
                .authenticationEntryPoint(Doors::challenge)
                .withObjectPostProcessor(new ObjectPostProcessor<BearerTokenAuthenticationFilter>() {
                    @Override
                    public <O extends BearerTokenAuthenticationFilter> O postProcess(O filter) {
                        filter.setAuthenticationFailureHandler(Doors::unreadable);
                        return filter;
                    }
                });
    }

    /** A token that can't be checked, for its issuer is away, is not the caller's fault. */
    private static void unreadable(
            HttpServletRequest request, HttpServletResponse response, AuthenticationException failure)
            throws IOException, ServletException {
        if (failure instanceof AuthenticationServiceException) {
            HttpProblem.UNAVAILABLE.write(request, response);
        } else {
            challenge(request, response, failure);
        }
    }

    static void challenge(HttpServletRequest request, HttpServletResponse response, AuthenticationException failure)
            throws IOException, ServletException {
        CHALLENGE.commence(request, response, failure);
        HttpProblem.UNAUTHENTICATED.write(request, response);
    }
}
