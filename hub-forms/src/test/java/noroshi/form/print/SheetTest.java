package noroshi.form.print;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import javax.xml.parsers.DocumentBuilderFactory;
import noroshi.form.print.Sheet.Section;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
import org.apache.pdfbox.pdmodel.font.PDFont;
import org.apache.pdfbox.text.PDFTextStripper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.w3c.dom.NamedNodeMap;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;

class SheetTest {

    @Test
    void aPdfReadsAsItWasWritten() throws IOException {
        String text = text(PdfSheet.of(sheet("外来の新規受付を停止し、ネットワークを遮断した。髙橋・𠮟・①㈱")));

        assertThat(text)
                .contains("ランサムウェア事案共通様式")
                .contains("事象の概要")
                .contains("外来の新規受付を停止し、ネットワークを遮断した。髙橋・𠮟・①㈱")
                .contains("TLP:AMBER");
    }

    @Test
    void aPdfIsA4AndHasItsFontInIt() throws IOException {
        try (PDDocument document = Loader.loadPDF(PdfSheet.of(sheet("語")))) {
            PDPage page = document.getPage(0);

            assertThat(page.getMediaBox().getWidth()).isCloseTo(PDRectangle.A4.getWidth(), within(1));
            assertThat(page.getMediaBox().getHeight()).isCloseTo(PDRectangle.A4.getHeight(), within(1));
            List<PDFont> fonts = new ArrayList<>();
            for (var name : page.getResources().getFontNames()) {
                fonts.add(page.getResources().getFont(name));
            }
            assertThat(fonts).isNotEmpty().allSatisfy(font -> {
                assertThat(font.isEmbedded()).isTrue();
                assertThat(font.getName()).contains("BIZUDGothic");
            });
            assertThat(document.getDocumentInformation().getTitle()).contains("ランサムウェア");
        }
    }

    private static org.assertj.core.data.Offset<Float> within(float distance) {
        return org.assertj.core.data.Offset.offset(distance);
    }

    @Test
    void whatTheFontLacksIsShownByItsCodePoint() throws IOException {
        String text = text(PdfSheet.of(sheet("𠮷野家 😀 終")));

        assertThat(text).contains("〓(U+20BB7)野家 〓(U+1F600) 終");
        assertThat(new HtmlSheet(sheet("𠮷野家 😀")).text()).contains("𠮷野家 😀");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<script>alert(1)</script>",
                "<img src=x onerror=alert(1)>",
                "</td></tr></table><h1>受領済",
                "]]><!-- -->&amp;&lt;",
                "&xxe; <!DOCTYPE html [<!ENTITY xxe SYSTEM \"file:///etc/passwd\">]>",
                "\u0001\u0008\u000b\u007f\u0085\ufffe",
                "\u202e領受\u202c",
                "</style><style>body{display:none}"
            })
    void aHostileTextIsATextAndNothingElse(String hostile) throws Exception {
        Sheet sheet = new Sheet(
                Locale.JAPANESE,
                hostile,
                hostile,
                hostile,
                List.of(hostile),
                List.of(
                        new Section(hostile, List.of(), List.of(List.of(hostile, hostile))),
                        new Section(hostile, List.of(hostile), List.of(List.of(hostile)))));

        var document = DocumentBuilderFactory.newDefaultInstance()
                .newDocumentBuilder()
                .parse(new InputSource(new StringReader(new HtmlSheet(sheet).xml())));

        NodeList elements = document.getElementsByTagName("*");
        assertThat(names(elements))
                .containsExactly(
                        "html", "head", "meta", "meta", "meta", "title", "style", "body", "p", "h1", "p", "div", "p",
                        "h2", "table", "tbody", "tr", "th", "td", "h2", "table", "thead", "tr", "th", "tbody", "tr",
                        "td");
        for (int index = 0; index < elements.getLength(); index++) {
            NamedNodeMap attributes = elements.item(index).getAttributes();
            for (int place = 0; place < attributes.getLength(); place++) {
                assertThat(attributes.item(place).getNodeName())
                        .isIn("lang", "charset", "http-equiv", "content", "name", "class");
            }
        }
        assertThat(new HtmlSheet(sheet).text())
                .doesNotContain("<script", "<img", "\u202e", "\u0001", "</style><style>");
        assertThat(PdfSheet.of(sheet)).startsWith("%PDF".getBytes(StandardCharsets.US_ASCII));
    }

    private static List<String> names(NodeList nodes) {
        var names = new ArrayList<String>();
        for (int index = 0; index < nodes.getLength(); index++) {
            names.add(nodes.item(index).getNodeName());
        }
        return names;
    }

    @Test
    void thePageMayDoNothingButShowItsStyle() {
        assertThat(new HtmlSheet(sheet("語")).contentPolicy())
                .matches("default-src 'none'; base-uri 'none'; form-action 'none'; "
                        + "style-src 'sha256-[A-Za-z0-9+/]{43}='; frame-ancestors 'none'");
    }

    @Test
    void aLongWordAndALongListGoOnOverThePages() throws IOException {
        var rows = Collections.nCopies(5_000, List.of("ipv4-addr", "192.0.2.7"));
        var sheet = new Sheet(
                Locale.ENGLISH,
                "long",
                "TLP:RED",
                "",
                List.of("notice"),
                List.of(
                        new Section("words", List.of(), List.of(List.of("hash", "z".repeat(4_096)))),
                        new Section("indicators", List.of("type", "value"), rows)));

        try (PDDocument document = Loader.loadPDF(PdfSheet.of(sheet))) {
            assertThat(document.getNumberOfPages()).isGreaterThan(50);
            String text = new PDFTextStripper().getText(document);
            assertThat(text.chars().filter(character -> character == 'z')).hasSize(4_096);
            assertThat(text.split("192\\.0\\.2\\.7", -1)).hasSize(5_001);
        }
    }

    /** As much as a filing may have. */
    @Test
    void aMebibyteOfTextIsPrintedToTheLastCharacter() throws IOException {
        var rows = Collections.nCopies(17, List.of("項目", "語".repeat(19_999) + "終"));
        var sheet =
                new Sheet(Locale.JAPANESE, "長", "TLP:RED", "", List.of(), List.of(new Section("表", List.of(), rows)));
        byte[] pdf = PdfSheet.of(sheet);

        assertThat(PdfSheet.isPrintable(sheet)).isTrue();
        assertThat(text(pdf).chars().filter(character -> character == '語')).hasSize(17 * 19_999);
        assertThat(text(pdf).chars().filter(character -> character == '終')).hasSize(17);
    }

    @ParameterizedTest
    @CsvSource({"'a', 50, false", "'a', 20, true", "'\n', 1, true", "'\n', 3, false", "😀, 2, true", "😀, 3, false"})
    void whatWouldTakeMinutesIsNotPrinted(String unit, int cells, boolean printable) {
        var rows = Collections.nCopies(cells, List.of("項目", unit.repeat(20_000)));
        var sheet =
                new Sheet(Locale.JAPANESE, "長", "TLP:RED", "", List.of(), List.of(new Section("表", List.of(), rows)));

        assertThat(PdfSheet.isPrintable(sheet)).isEqualTo(printable);
    }

    private static String text(byte[] pdf) throws IOException {
        try (PDDocument document = Loader.loadPDF(pdf)) {
            return new PDFTextStripper().getText(document);
        }
    }

    private static Sheet sheet(String summary) {
        return new Sheet(
                Locale.JAPANESE,
                "様式2 ランサムウェア事案共通様式",
                "TLP:AMBER",
                "",
                List.of("この印刷物は受領の証明ではありません。"),
                List.of(new Section("報告", List.of(), List.of(List.of("事象の概要", summary)))));
    }
}
