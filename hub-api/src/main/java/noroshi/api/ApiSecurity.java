package noroshi.api;

import java.util.ArrayList;
import java.util.List;
import noroshi.web.Doors;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpMethod;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.servlet.util.matcher.PathPatternRequestMatcher;
import org.springframework.security.web.util.matcher.OrRequestMatcher;
import org.springframework.security.web.util.matcher.RequestMatcher;

/**
 * 入口の守り. A bearer token for everything but the document and the health; each operation for the roles that
 * {@link Permission} names, all else shut.
 */
@Configuration(proxyBeanMethods = false)
class ApiSecurity {

    // Swagger UI writes styles into its page and shows its logo as a data URL
    private static final String DOCS_POLICY =
            "default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:;" + " frame-ancestors 'none'";

    // a challenge refers to it (RFC 9728); Spring Security answers it
    private static final RequestMatcher RESOURCE_METADATA = get("/.well-known/oauth-protected-resource");

    /** What anybody may read: the document, its page, and whether the hub is well. */
    @Bean
    @Order(100)
    SecurityFilterChain openDoor(HttpSecurity http) {
        return Doors.stateless(http, DOCS_POLICY)
                .securityMatcher(new OrRequestMatcher(
                        get("/v3/api-docs"),
                        get("/v3/api-docs/**"),
                        get("/v3/api-docs.yaml"),
                        get("/docs"),
                        get("/swagger-ui/**"),
                        get("/actuator/health/**")))
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
        return Doors.bearer(http)
                .securityMatcher(new OrRequestMatcher(own))
                .authorizeHttpRequests(requests -> {
                    Permission.ALL.forEach(
                            one -> requests.requestMatchers(matcher(one)).hasAnyRole(one.roleNames()));
                    requests.anyRequest().denyAll();
                })
                .build();
    }

    private static RequestMatcher get(String path) {
        return PathPatternRequestMatcher.withDefaults().matcher(HttpMethod.GET, path);
    }

    private static RequestMatcher matcher(Permission permission) {
        return PathPatternRequestMatcher.withDefaults().matcher(permission.method(), permission.path());
    }
}
