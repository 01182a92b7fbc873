package noroshi.api.openapi;

import io.swagger.v3.oas.models.Components;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.info.Contact;
import io.swagger.v3.oas.models.info.Info;
import io.swagger.v3.oas.models.info.License;
import io.swagger.v3.oas.models.security.SecurityRequirement;
import io.swagger.v3.oas.models.security.SecurityScheme;
import io.swagger.v3.oas.models.servers.Server;
import io.swagger.v3.oas.models.tags.Tag;
import java.util.List;
import noroshi.core.sharing.Viewer;
import org.springdoc.core.customizers.GlobalOpenApiCustomizer;
import org.springdoc.core.utils.SpringDocUtils;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** API文書の配線. What the document says of the whole; each operation is told where it is written. */
@Configuration(proxyBeanMethods = false)
public class OpenApiConfiguration {

    static final String BEARER = "bearer";

    static {
        // comes from the token, not from the caller
        SpringDocUtils.getConfig().addRequestWrapperToIgnore(Viewer.class);
    }

    @Bean
    OpenAPI document() {
        return new OpenAPI()
                .info(new Info()
                        .title("Noroshi 狼煙")
                        .version("1")
                        .description("Reports of cyber incidents come up from operators, are routed by law, sector and"
                                + " jurisdiction, are recorded so that nothing is lost or altered, and are shared back"
                                + " down with those who may know. 重要インフラ等のサイバー事案の報告・振分け・共有.")
                        .contact(new Contact().name("Noroshi").url("http://localhost:8080/docs"))
                        .license(new License().name("Apache-2.0").url("https://www.apache.org/licenses/LICENSE-2.0")))
                .servers(List.of(new Server().url("/").description("This hub.")))
                .tags(List.of(
                        tag("audit", "監査. Who read what must be read by name."),
                        tag("bulletins", "情報提供. What is passed down from what came up, and taken back."),
                        tag("campaigns", "攻撃キャンペーン. Threads judged to share an actor or a vector."),
                        tag("deliveries", "送達. What an addressee does with what was delivered to it."),
                        tag("demo", "デモ. What only a demo can do."),
                        tag("forms", "様式. What reports are filed on, item by item."),
                        tag("mode", "態勢. Whether information is shared as on any day, or in a large-scale failure."),
                        tag("obligations", "報告義務. What is owed to whom by when, and how it stands."),
                        tag("register", "登録簿. Operators, sectors, businesses, authorities and rules on a day."),
                        tag("reports", "報告. What operators file."),
                        tag("requests", "要請. What the national office asks of ministries, and each one's answer."),
                        tag("situation", "状況. The nation's situation in numbers."),
                        tag("submissions", "提出状況. What became of each filing."),
                        tag("taxii", "TAXII 2.1. Incidents and indicators in STIX 2.1, a collection for each sector."),
                        tag("threads", "事案. What became of the reports of one incident, its receipts and reasons."),
                        tag("timeline", "時系列. Everything that happened, in order, as far as one may know.")))
                .addSecurityItem(new SecurityRequirement().addList(BEARER))
                .components(new Components()
                        .addSecuritySchemes(
                                BEARER,
                                new SecurityScheme()
                                        .type(SecurityScheme.Type.HTTP)
                                        .scheme("bearer")
                                        .bearerFormat("JWT")
                                        .description(
                                                "`./hub token IDENTITY` prints one, or the issuer named gives it.")));
    }

    private static Tag tag(String name, String description) {
        return new Tag().name(name).description(description);
    }

    @Bean
    GlobalOpenApiCustomizer parameterNames() {
        return new ParameterNames();
    }

    @Bean
    GlobalOpenApiCustomizer problemAnswers() {
        return new ProblemAnswers();
    }
}
