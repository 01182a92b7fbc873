package noroshi.standalone;

import noroshi.api.ApiConfiguration;
import noroshi.gateway.GatewayConfiguration;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.security.autoconfigure.actuate.web.servlet.EndpointRequest;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.web.SecurityFilterChain;

/** Gateway and api in one Spring application, beside the token issuer. */
@SpringBootApplication(proxyBeanMethods = false)
@Import({GatewayConfiguration.class, ApiConfiguration.class})
class StandaloneApplication {

    /** Health and metrics lie on the management port, on the loopback interface. */
    @Bean
    @Order(Ordered.HIGHEST_PRECEDENCE + 1)
    SecurityFilterChain managementDoor(HttpSecurity http) {
        return http.securityMatcher(EndpointRequest.toAnyEndpoint())
                .authorizeHttpRequests(requests -> requests.anyRequest().permitAll())
                .build();
    }
}
