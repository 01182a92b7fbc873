package noroshi.gateway;

import noroshi.core.sharing.Viewer.Role;
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

/** 受付の守り. The gateway's own paths and methods, and no others, for operators and the administrator. */
@Configuration(proxyBeanMethods = false)
class GatewaySecurity {

    private static final RequestMatcher REPLAY = path(HttpMethod.POST, "/v1/parked/replay");

    @Bean
    @Order(90)
    SecurityFilterChain gatewayDoor(HttpSecurity http) {
        return Doors.bearer(http)
                .securityMatcher(new OrRequestMatcher(
                        path(HttpMethod.POST, "/v1/reports"),
                        path(HttpMethod.POST, "/v1/reports/{threadId}/follow-ups"),
                        path(HttpMethod.POST, "/v1/reports/{threadId}/corrections"),
                        path(HttpMethod.POST, "/v1/reports/{threadId}/withdrawal"),
                        path(HttpMethod.POST, "/v1/drafts"),
                        path(HttpMethod.GET, "/v1/drafts"),
                        path(HttpMethod.GET, "/v1/drafts/{draftId}"),
                        path(HttpMethod.PUT, "/v1/drafts/{draftId}"),
                        path(HttpMethod.DELETE, "/v1/drafts/{draftId}"),
                        path(HttpMethod.POST, "/v1/drafts/{draftId}/filing"),
                        path(HttpMethod.GET, "/v1/submissions"),
                        path(HttpMethod.GET, "/v1/submissions/{reportId}"),
                        REPLAY))
                .authorizeHttpRequests(requests -> requests.requestMatchers(REPLAY)
                        .hasRole(Role.ADMIN.name())
                        .anyRequest()
                        .hasRole(Role.OPERATOR.name()))
                .build();
    }

    private static RequestMatcher path(HttpMethod method, String pattern) {
        return PathPatternRequestMatcher.withDefaults().matcher(method, pattern);
    }
}
