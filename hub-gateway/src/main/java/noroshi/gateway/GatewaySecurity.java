package noroshi.gateway;

import com.google.common.collect.Sets;
import java.util.EnumSet;
import java.util.Set;
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

/** 受付の守り. The gateway's own paths and methods, and no others, for operators, the administrator, and whoever is told of news. */
@Configuration(proxyBeanMethods = false)
class GatewaySecurity {

    private static final RequestMatcher REPLAY = path(HttpMethod.POST, "/v1/parked/replay");
    private static final RequestMatcher WEBHOOKS = new OrRequestMatcher(
            path(HttpMethod.POST, "/v1/webhooks"),
            path(HttpMethod.GET, "/v1/webhooks"),
            path(HttpMethod.GET, "/v1/webhooks/{webhookId}"),
            path(HttpMethod.PUT, "/v1/webhooks/{webhookId}"),
            path(HttpMethod.DELETE, "/v1/webhooks/{webhookId}"),
            path(HttpMethod.POST, "/v1/webhooks/{webhookId}/secret"),
            path(HttpMethod.POST, "/v1/webhooks/{webhookId}/test"),
            path(HttpMethod.GET, "/v1/webhooks/{webhookId}/attempts"),
            path(HttpMethod.POST, "/v1/webhooks/{webhookId}/replay"));
    private static final RequestMatcher WEBHOOK_CHANGES = path(HttpMethod.GET, "/v1/webhooks/changes");

    /** Whom any news can concern. */
    private static final Set<Role> TOLD = EnumSet.of(
            Role.OPERATOR, Role.MINISTRY, Role.NCO, Role.PM_CAO, Role.PPC, Role.POLICE, Role.CEPTOAR, Role.COUNCIL);

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
                        WEBHOOK_CHANGES,
                        WEBHOOKS,
                        REPLAY))
                .authorizeHttpRequests(requests -> requests.requestMatchers(REPLAY)
                        .hasRole(Role.ADMIN.name())
                        .requestMatchers(WEBHOOK_CHANGES)
                        .hasAnyRole(names(Sets.union(TOLD, EnumSet.of(Role.AUDITOR))))
                        .requestMatchers(WEBHOOKS)
                        .hasAnyRole(names(TOLD))
                        .anyRequest()
                        .hasRole(Role.OPERATOR.name()))
                .build();
    }

    private static String[] names(Set<Role> roles) {
        return roles.stream().map(Role::name).toArray(String[]::new);
    }

    private static RequestMatcher path(HttpMethod method, String pattern) {
        return PathPatternRequestMatcher.withDefaults().matcher(method, pattern);
    }
}
