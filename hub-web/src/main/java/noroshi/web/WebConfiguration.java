package noroshi.web;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.security.oauth2.server.resource.autoconfigure.OAuth2ResourceServerProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.observation.SecurityObservationSettings;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.servlet.util.matcher.PathPatternRequestMatcher;
import org.springframework.security.web.util.matcher.RequestMatcher;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/** 配線. How failures are answered, and what lies behind no door. Both modules bring it; in one process it is one. */
@Configuration(proxyBeanMethods = false)
@Import({ErrorAnswer.class, ProblemAdvice.class, TaxiiProblem.class})
public class WebConfiguration {

    private static final RequestMatcher OURS = matcher("/v1/**");

    /** Instead of Spring's own. */
    @Bean
    @ConditionalOnProperty("spring.security.oauth2.resourceserver.jwt.issuer-uri")
    JwtDecoder tokensOfTheIssuer(OAuth2ResourceServerProperties settings) {
        OAuth2ResourceServerProperties.Jwt jwt = settings.getJwt();
        return OutsideIssuer.tokens(
                Objects.requireNonNull(jwt.getIssuerUri()), jwt.getAudiences(), OutsideIssuer.KEYS_LIFE);
    }

    /** A request is observed as a whole; each filter by itself says nothing more, and costs a tenth of a request. */
    @Bean
    SecurityObservationSettings requestsAlone() {
        return SecurityObservationSettings.noObservations();
    }

    /**
     * Behind every other door: what has none does not exist, or not by this method. Below {@code /v1} that is told to
     * those alone who have a token.
     *
     * @param mappings of all modules in this process; looked up when asked for, since doors are made before them
     */
    @Bean
    @Order(Ordered.LOWEST_PRECEDENCE)
    SecurityFilterChain nowhere(
            HttpSecurity http,
            @Qualifier("requestMappingHandlerMapping") ObjectProvider<RequestMappingHandlerMapping> mappings) {
        return Doors.bearer(http)
                .authorizeHttpRequests(requests -> requests.dispatcherTypeMatchers(DispatcherType.ERROR)
                        .permitAll()
                        .anyRequest()
                        .denyAll())
                .exceptionHandling(handling -> handling.authenticationEntryPoint((request, response, failure) -> {
                            if (OURS.matches(request)) {
                                Doors.challenge(request, response, failure);
                            } else {
                                HttpProblem.NOT_FOUND.write(request, response);
                            }
                        })
                        .accessDeniedHandler(
                                (request, response, _) -> missing(mappings.getObject(), request, response)))
                .build();
    }

    private static void missing(
            RequestMappingHandlerMapping mappings, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        Set<String> methods = mappings.getHandlerMethods().keySet().stream()
                .filter(mapping -> mapping.getPatternValues().stream()
                        .anyMatch(pattern -> matcher(pattern).matches(request)))
                .flatMap(mapping -> mapping.getMethodsCondition().getMethods().stream())
                .map(Enum::name)
                .collect(Collectors.toCollection(TreeSet::new));
        if (methods.isEmpty() || methods.contains(request.getMethod())) {
            HttpProblem.NOT_FOUND.write(request, response);
        } else {
            response.setHeader(HttpHeaders.ALLOW, String.join(", ", methods));
            HttpProblem.METHOD_NOT_ALLOWED.write(request, response);
        }
    }

    private static RequestMatcher matcher(String pattern) {
        return PathPatternRequestMatcher.withDefaults().matcher(pattern);
    }
}
