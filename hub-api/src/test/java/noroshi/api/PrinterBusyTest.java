package noroshi.api;

import static noroshi.api.view.Story.Telling.about;
import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import noroshi.api.export.ExportController;
import noroshi.api.export.Printer;
import noroshi.api.view.RecordFixture;
import noroshi.api.view.Story;
import noroshi.core.sector.Scope;
import noroshi.core.sharing.Viewer;
import noroshi.form.Forms;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.core.MethodParameter;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.setup.MockMvcBuilders;
import org.springframework.web.bind.support.WebDataBinderFactory;
import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.method.support.ModelAndViewContainer;

/** While others have their PDFs printed, one more is asked to come again, and everything else goes on. */
@Timeout(120)
class PrinterBusyTest {

    private final Semaphore turns = new Semaphore(1);
    private RecordFixture record;
    private Story story;

    @BeforeEach
    void tell() throws Exception {
        record = new RecordFixture();
        story = Story.begin(record, about("isewan-terminal", "busy"));
        record.catchUp();
    }

    @AfterEach
    void close() {
        record.close();
    }

    @Test
    void oneMorePdfIsAskedToComeAgainAndIsPrintedThen() throws Exception {
        turns.acquire();

        MockHttpServletResponse busy = export("application/pdf");
        assertThat(busy.getStatus()).isEqualTo(503);
        assertThat(busy.getHeader("Retry-After")).isNotBlank();
        assertThat(busy.getContentType()).startsWith("application/problem+json");
        assertThat(export("text/html").getStatus()).isEqualTo(200);

        turns.release();
        assertThat(export("application/pdf").getStatus()).isEqualTo(200);
        assertThat(turns.availablePermits()).isEqualTo(1);
    }

    private MockHttpServletResponse export(String accept) throws Exception {
        MockMvc mvc = MockMvcBuilders.standaloneSetup(new ExportController(
                        record.threads(),
                        record.views(),
                        Forms.shipped(),
                        _ -> Optional.of("伊勢湾ターミナル"),
                        Scope::shipped,
                        record.clock(),
                        new Printer(turns, Duration.ZERO)))
                .setControllerAdvice(new ApiAdvice())
                .setCustomArgumentResolvers(new AsOperator())
                .build();
        return mvc.perform(
                        get("/v1/reports/%s/export".formatted(story.thread())).header("Accept", accept))
                .andReturn()
                .getResponse();
    }

    private static final class AsOperator implements HandlerMethodArgumentResolver {

        @Override
        public boolean supportsParameter(MethodParameter parameter) {
            return parameter.getParameterType() == Viewer.class;
        }

        @Override
        public Object resolveArgument(
                MethodParameter parameter,
                @Nullable ModelAndViewContainer container,
                NativeWebRequest request,
                @Nullable WebDataBinderFactory binders) {
            return new Viewer(Viewer.Role.OPERATOR, "isewan-terminal", null, "operator:isewan-terminal");
        }
    }
}
