package noroshi.api.export;

import static noroshi.api.view.Story.Telling.about;
import static noroshi.api.view.Story.viewer;
import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import noroshi.api.desk.SettableClock;
import noroshi.api.view.RecordFixture;
import noroshi.api.view.Story;
import noroshi.core.report.Stage;
import noroshi.core.report.Tlp;
import noroshi.core.sector.Scope;
import noroshi.core.sharing.Viewer;
import noroshi.form.Forms;
import noroshi.ledger.EventJson;
import noroshi.web.ProblemAdvice;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.text.PDFTextStripper;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.core.MethodParameter;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.setup.MockMvcBuilders;
import org.springframework.web.bind.support.WebDataBinderFactory;
import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.method.support.ModelAndViewContainer;
import tools.jackson.databind.JsonNode;

/** A report to take away: in which shape, for whom, and that it never looks like a receipt. */
@Timeout(120)
class ExportControllerTest {

    private static final String OPERATOR = "operator:isewan-terminal";
    private static final String HOSTILE = "<script>alert(1)</script>𠮷野";

    @SuppressWarnings("NullAway.Init")
    private static RecordFixture record;

    @SuppressWarnings("NullAway.Init")
    private static Story story;

    @SuppressWarnings("NullAway.Init")
    private static Story secret;

    @BeforeAll
    static void tell() throws Exception {
        record = new RecordFixture();
        story = Story.begin(record, about("isewan-terminal", "export").saying(HOSTILE, "荷役の停止"))
                .followUp(Stage.DETAILED, 2)
                .delivered()
                .acknowledged("MLIT");
        secret = Story.begin(
                        record, about("isewan-terminal", "secret").tlp(Tlp.RED).drill())
                .delivered();
        record.catchUp();
    }

    @AfterAll
    static void close() {
        record.close();
    }

    private static final class AsHeader implements HandlerMethodArgumentResolver {

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
            return viewer(Objects.requireNonNull(request.getHeader("as")));
        }
    }

    private static MockHttpServletResponse answer(
            String identity, Story of, String query, String accept, String language) throws Exception {
        return answer(identity, of, query, accept, language, record.clock());
    }

    private static MockHttpServletResponse answer(
            String identity, Story of, String query, String accept, String language, InstantSource clock)
            throws Exception {
        MockMvc mvc = MockMvcBuilders.standaloneSetup(new ExportController(
                        record.threads(),
                        record.views(),
                        Forms.shipped(),
                        _ -> Optional.of("伊勢湾ターミナル"),
                        Scope::shipped,
                        clock,
                        new Printer(new Semaphore(1), Duration.ofSeconds(60))))
                .setControllerAdvice(new ProblemAdvice())
                .setCustomArgumentResolvers(new AsHeader())
                .build();
        return mvc.perform(get(URI.create("/v1/reports/%s/export%s".formatted(of.thread(), query)))
                        .header("as", identity)
                        .header("Accept", accept)
                        .header("Accept-Language", language))
                .andReturn()
                .getResponse();
    }

    private static String page(String identity, Story of, String language) throws Exception {
        MockHttpServletResponse answer = answer(identity, of, "", "text/html", language);
        assertThat(answer.getStatus()).isEqualTo(200);
        return new String(answer.getContentAsByteArray(), StandardCharsets.UTF_8);
    }

    @ParameterizedTest
    @CsvSource({
        "'', application/json, application/json",
        "'', */*, application/json",
        "'', text/html, text/html",
        "'', 'text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8', text/html",
        "'', application/pdf, application/pdf",
        "'', 'application/json;q=0.1, application/pdf', application/pdf",
        "?format=pdf, application/json, application/pdf",
        "?format=html, */*, text/html",
        "?format=json, application/pdf, application/json"
    })
    void theShapeIsTheOneAskedFor(String query, String accept, String type) throws Exception {
        MockHttpServletResponse answer = answer(OPERATOR, story, query, accept, "ja");

        assertThat(answer.getStatus()).isEqualTo(200);
        assertThat(answer.getContentType()).startsWith(type);
    }

    @Test
    void anotherShapeThereIsNot() throws Exception {
        assertThat(answer(OPERATOR, story, "", "image/png", "ja").getStatus()).isEqualTo(406);
        MockHttpServletResponse answer = answer(OPERATOR, story, "?format=docx", "*/*", "ja");
        assertThat(answer.getStatus()).isEqualTo(400);
        assertThat(answer.getContentAsString()).contains("PARAMETER_INVALID");
    }

    @ParameterizedTest
    @ValueSource(strings = {"application/json", "text/html", "application/pdf"})
    void whatOneCannotSeeIsNotThere(String accept) throws Exception {
        MockHttpServletResponse answer = answer("operator:aoba-bank", story, "", accept, "ja");

        assertThat(answer.getStatus()).isEqualTo(404);
        assertThat(answer.getContentType()).isEqualTo("application/problem+json");
    }

    @Test
    void asJsonItIsTheFilingWithWhatBecameOfIt() throws Exception {
        JsonNode export = EventJson.mapper()
                .readTree(answer(OPERATOR, story, "", "application/json", "ja").getContentAsByteArray());

        assertThat(export.at("/filing/form").asString()).isEqualTo("RANSOMWARE");
        assertThat(export.at("/filing/title").asString()).isEqualTo(HOSTILE);
        assertThat(export.at("/filing/details").propertyNames()).contains("手口");
        assertThat(export.at("/form/ja").asString()).startsWith("様式2");
        assertThat(export.at("/thread/deliveries").isEmpty()).isFalse();
        assertThat(export.at("/notice").asString()).contains("提出・受領の証明ではなく");
        assertThat(export.at("/thread/missing").findValuesAsString("item"))
                .contains("details.ransomNote", "onCriticalComputer")
                .doesNotContain("occurredAt", "contact", "indicators");
    }

    @Test
    void asAPageItSaysWhatWasFiledAndThatItIsNoReceipt() throws Exception {
        String page = page(OPERATOR, story, "ja");

        assertThat(page)
                .contains("様式2 ランサムウェア事案共通様式", "伊勢湾ターミナル", "荷役の停止", "詳報", "192.0.2.6")
                .contains("提出・受領の証明ではなく")
                .contains("未記載の項目", "ランサムノート", "4条3項4号 (未確認)")
                .contains("国土交通省")
                .contains("記録なし")
                .contains("&lt;script&gt;alert(1)&lt;/script&gt;𠮷野")
                .doesNotContain("<script");
    }

    @Test
    void asAPageItMayDoNothing() throws Exception {
        assertThat(answer(OPERATOR, story, "", "text/html", "ja").getHeader("Content-Security-Policy"))
                .startsWith("default-src 'none'");
        assertThat(answer(OPERATOR, story, "", "text/html", "ja").getHeader("Content-Disposition"))
                .isEqualTo("attachment; filename=\"noroshi-%s.html\"".formatted(story.thread()));
    }

    @ParameterizedTest
    @CsvSource({"true, SIMULATED TIME", "false,"})
    void aDemosTimeIsCalledSo(boolean isSet, @Nullable String banner) throws Exception {
        MockHttpServletResponse answer = answer(OPERATOR, story, "", "text/html", "en", new DemoClock(isSet));
        String page = new String(answer.getContentAsByteArray(), StandardCharsets.UTF_8);

        if (banner == null) {
            assertThat(page).doesNotContain("<p class=\"banner\">");
        } else {
            assertThat(page).containsPattern("<p class=\"banner\">" + banner);
        }
    }

    private record DemoClock(boolean isSet) implements SettableClock {

        @Override
        public Instant instant() {
            return record.clock().instant();
        }

        @Override
        public void moveTo(Instant now) {
            throw new UnsupportedOperationException();
        }
    }

    @Test
    void itSpeaksEnglishToWhoeverAsksForIt() throws Exception {
        assertThat(page(OPERATOR, story, "en"))
                .contains("Form 2, ransomware", "proves neither filing nor receipt", "none on record", "Detailed");
    }

    @Test
    void aLongReportIsForThePageAlone() throws Exception {
        Story story = Story.begin(record, about("chubu-power", "long").saying("長い報告", "a\n".repeat(50_000)));
        record.catchUp();

        assertThat(answer("operator:chubu-power", story, "?format=pdf", "*/*", "ja")
                        .getStatus())
                .isEqualTo(406);
        assertThat(answer("operator:chubu-power", story, "?format=html", "*/*", "ja")
                        .getStatus())
                .isEqualTo(200);
    }

    @Test
    void aDrillSaysSo() throws Exception {
        assertThat(page(OPERATOR, secret, "ja")).contains("訓練 訓練 訓練").contains("TLP:RED");
    }

    @Test
    void asPdfItReadsTheSame() throws Exception {
        try (PDDocument document = Loader.loadPDF(
                answer(OPERATOR, story, "", "application/pdf", "ja").getContentAsByteArray())) {
            assertThat(new PDFTextStripper().getText(document))
                    .contains("様式2 ランサムウェア事案共通様式", "荷役の停止", "<script>alert(1)</script>〓(U+20BB7)野")
                    .contains("受領の証明ではなく")
                    .contains("TLP:AMBER");
        }
    }
}
