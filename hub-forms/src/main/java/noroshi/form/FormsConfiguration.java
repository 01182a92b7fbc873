package noroshi.form;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** 配線. The forms that were shipped. Both doors bring it; in one process it is one. */
@Configuration(proxyBeanMethods = false)
public class FormsConfiguration {

    @Bean
    Forms forms() {
        return Forms.shipped();
    }
}
