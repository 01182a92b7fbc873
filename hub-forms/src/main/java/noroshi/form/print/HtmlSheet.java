package noroshi.form.print;

import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.List;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;
import noroshi.form.print.Sheet.Section;

/**
 * HTML帳票. A sheet as a page to print on A4: well-formed, whole in itself, and without anything that would act or ask
 * the network, whatever the report says.
 */
public final class HtmlSheet {

    private static final String FONTS =
            "'BIZ UDGothic', 'BIZ UDGothic Regular', 'Yu Gothic', 'Noto Sans JP', sans-serif";
    private static final String NOWHERE = "default-src 'none'; base-uri 'none'; form-action 'none'; ";

    private final Sheet sheet;
    private final String style;

    public HtmlSheet(Sheet sheet) {
        this.sheet = sheet;
        this.style = style(quoted(sheet.label()));
    }

    private static String style(String label) {
        return """
            @page { size: A4; margin: 16mm 14mm 18mm 14mm;
              @bottom-left { content: "%1$s"; font-family: %2$s; font-size: 8pt; }
              @bottom-right { content: counter(page) " / " counter(pages); font-family: %2$s; font-size: 8pt; } }
            body { font-family: %2$s; font-size: 9.5pt; line-height: 1.5; color: #000; background: #fff;
              max-width: 182mm; margin: 0 auto; }
            h1 { font-size: 15pt; font-weight: normal; text-align: center; margin: 4mm 0 4mm 0; }
            h2 { font-size: 11pt; font-weight: normal; margin: 5mm 0 1.5mm 0; page-break-after: avoid; }
            table { width: 100%%; border-collapse: collapse; table-layout: fixed; -fs-table-paginate: paginate; }
            th, td { border: 0.3mm solid #444; padding: 1.2mm 1.8mm; text-align: left; vertical-align: top;
              font-weight: normal; white-space: pre-wrap; word-wrap: break-word; overflow-wrap: anywhere; }
            th { background: #eee; }
            tr { page-break-inside: avoid; }
            .named th { width: 32%%; }
            .label { text-align: right; font-size: 10pt; margin: 0; }
            .banner { border: 1mm solid #000; text-align: center; font-size: 14pt; padding: 2mm; margin: 2mm 0;
              white-space: pre-line; }
            .notices { border: 0.3mm solid #444; padding: 2mm 3mm; }
            .notices p { margin: 0; }
            """.formatted(label, FONTS);
    }

    /** What the page may do: show its one style, whose hash is named, and nothing else. */
    public String contentPolicy() {
        return policy() + "; frame-ancestors 'none'";
    }

    private String policy() {
        return NOWHERE + "style-src 'sha256-%s'".formatted(hash(style));
    }

    /** The page. */
    public String text() {
        return "<!DOCTYPE html>\n" + xml();
    }

    /** The page as XML, without a document type. */
    String xml() {
        var text = new StringWriter();
        try {
            XMLStreamWriter html = XMLOutputFactory.newFactory().createXMLStreamWriter(text);
            page(html);
            html.close();
        } catch (XMLStreamException e) {
            throw new IllegalStateException("a page can't be written into memory", e);
        }
        return text.toString();
    }

    private void page(XMLStreamWriter html) throws XMLStreamException {
        html.writeStartElement("html");
        html.writeAttribute("lang", sheet.language().getLanguage());
        html.writeStartElement("head");
        html.writeEmptyElement("meta");
        html.writeAttribute("charset", StandardCharsets.UTF_8.name());
        html.writeEmptyElement("meta");
        html.writeAttribute("http-equiv", "Content-Security-Policy");
        html.writeAttribute("content", policy());
        html.writeEmptyElement("meta");
        html.writeAttribute("name", "referrer");
        html.writeAttribute("content", "no-referrer");
        element(html, "title", "", sheet.title());
        element(html, "style", "", style);
        html.writeEndElement();
        html.writeStartElement("body");
        element(html, "p", "label", sheet.label());
        element(html, "h1", "", sheet.title());
        if (!sheet.banner().isEmpty()) {
            element(html, "p", "banner", sheet.banner());
        }
        html.writeStartElement("div");
        html.writeAttribute("class", "notices");
        for (String notice : sheet.notices()) {
            element(html, "p", "", notice);
        }
        html.writeEndElement();
        for (Section section : sheet.sections()) {
            section(html, section);
        }
        html.writeEndElement();
        html.writeEndElement();
    }

    private static void section(XMLStreamWriter html, Section section) throws XMLStreamException {
        element(html, "h2", "", section.heading());
        html.writeStartElement("table");
        html.writeAttribute("class", section.isNamedByRow() ? "named" : "listed");
        if (!section.isNamedByRow()) {
            html.writeStartElement("thead");
            row(html, section.columns(), section.columns().size());
            html.writeEndElement();
        }
        html.writeStartElement("tbody");
        for (List<String> row : section.rows()) {
            row(html, row, section.isNamedByRow() ? 1 : 0);
        }
        html.writeEndElement();
        html.writeEndElement();
    }

    private static void row(XMLStreamWriter html, List<String> cells, int heads) throws XMLStreamException {
        html.writeStartElement("tr");
        for (int index = 0; index < cells.size(); index++) {
            element(html, index < heads ? "th" : "td", "", cells.get(index));
        }
        html.writeEndElement();
    }

    private static void element(XMLStreamWriter html, String name, String style, String text)
            throws XMLStreamException {
        html.writeStartElement(name);
        if (!style.isEmpty()) {
            html.writeAttribute("class", style);
        }
        html.writeCharacters(printable(text));
        html.writeEndElement();
    }

    /** XML has no place for control characters, nor a report for invisible ones; that there was one is shown. */
    private static String printable(String text) {
        var printable = new StringBuilder(text.length());
        text.replace("\r\n", "\n")
                .codePoints()
                .forEach(character -> printable.appendCodePoint(isXml(character) ? character : '\uFFFD'));
        return printable.toString();
    }

    private static boolean isXml(int character) {
        return switch (Character.getType(character)) {
            case Character.CONTROL -> character == '\n' || character == '\t';
            // among them what turns the direction of writing round and lets a text pose as another
            case Character.FORMAT, Character.SURROGATE -> false;
            default -> character != 0xFFFE && character != 0xFFFF;
        };
    }

    private static String quoted(String text) {
        return text.replaceAll("[\"\\\\<>&\\p{Cntrl}]", " ");
    }

    private static String hash(String style) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(style.getBytes(StandardCharsets.UTF_8));
            return Base64.getEncoder().encodeToString(hash);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("SHA-256: every Java has it", e);
        }
    }
}
