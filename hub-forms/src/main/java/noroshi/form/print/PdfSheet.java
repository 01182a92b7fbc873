package noroshi.form.print;

import com.openhtmltopdf.extend.FSTextBreaker;
import com.openhtmltopdf.outputdevice.helper.BaseRendererBuilder.FontStyle;
import com.openhtmltopdf.pdfboxout.PdfRendererBuilder;
import com.openhtmltopdf.util.XRLog;
import java.awt.Font;
import java.awt.FontFormatException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.text.BreakIterator;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Document;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;

/** PDF帳票. Makes the PDF of a sheet, with the font in it, so that it reads the same wherever it is opened. */
public final class PdfSheet {

    private static final String FONT = "BIZUDGothic-Regular.ttf";
    private static final String FAMILY = "BIZ UDGothic";
    private static final int NORMAL = 400;
    private static final String GETA = "〓";
    /** A mebibyte of Japanese has 350,000; of other letters more, and of nothing but unknown ones ten times more. */
    private static final long MOST_CHARACTERS = 500_000;

    private static final long MOST_LINES = 40_000;

    static {
        // it would write to standard error by itself
        XRLog.setLoggingEnabled(false);
    }

    /** 書体. Read when the first PDF is asked for: most days nobody does. */
    private static final class Face {

        static final Face SHIPPED = read();

        final byte[] file;
        final Font font;

        private Face(byte[] file, Font font) {
            this.file = file;
            this.font = font;
        }

        private static Face read() {
            try (InputStream stream = Objects.requireNonNull(PdfSheet.class.getResourceAsStream(FONT), FONT)) {
                byte[] file = stream.readAllBytes();
                return new Face(file, Font.createFont(Font.TRUETYPE_FONT, new ByteArrayInputStream(file)));
            } catch (IOException e) {
                throw new UncheckedIOException(FONT, e);
            } catch (FontFormatException e) {
                throw new IllegalStateException(FONT, e);
            }
        }
    }

    private PdfSheet() {}

    /** Whether a sheet is short enough to be laid out in seconds; a longer one is for the page alone. */
    public static boolean isPrintable(Sheet sheet) {
        long characters = 0;
        long lines = 0;
        for (Sheet.Section section : sheet.sections()) {
            for (List<String> row : section.rows()) {
                for (String cell : row) {
                    characters += shown(cell).length();
                    lines += cell.chars().filter(character -> character == '\n').count();
                }
            }
        }
        return characters <= MOST_CHARACTERS && lines <= MOST_LINES;
    }

    /** The sheet as PDF. */
    public static byte[] of(Sheet sheet) {
        var pdf = new ByteArrayOutputStream();
        try {
            new PdfRendererBuilder()
                    .useFont(() -> new ByteArrayInputStream(Face.SHIPPED.file), FAMILY, NORMAL, FontStyle.NORMAL, true)
                    .useUnicodeLineBreaker(new JapaneseLines())
                    // there is nothing to fetch, and nothing may be
                    .useUriResolver((_, _) -> null)
                    .withProducer("Noroshi")
                    .withW3cDocument(document(shown(new HtmlSheet(sheet).xml())), null)
                    .toStream(pdf)
                    .run();
        } catch (IOException e) {
            throw new UncheckedIOException("a PDF can't be written into memory", e);
        }
        return pdf.toByteArray();
    }

    /** 下駄. What the font does not have is shown as such, with its code point, so that nothing is lost in silence. */
    private static String shown(String text) {
        var shown = new StringBuilder(text.length());
        text.codePoints().forEach(character -> {
            if (character < 0x80 || Face.SHIPPED.font.canDisplay(character)) {
                shown.appendCodePoint(character);
            } else {
                shown.append("%s(U+%04X)".formatted(GETA, character));
            }
        });
        return shown.toString();
    }

    private static Document document(String xml) {
        try {
            var factory = DocumentBuilderFactory.newDefaultInstance();
            factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
            return factory.newDocumentBuilder().parse(new InputSource(new StringReader(xml)));
        } catch (ParserConfigurationException | SAXException | IOException e) {
            throw new IllegalStateException("the page is no XML", e);
        }
    }

    /** 禁則処理. Where Japanese lines may end: between characters, but not before a full stop. */
    private static final class JapaneseLines implements FSTextBreaker {

        private final BreakIterator lines = BreakIterator.getLineInstance(Locale.JAPANESE);

        @Override
        public int next() {
            return lines.next();
        }

        @Override
        public void setText(String text) {
            lines.setText(text);
        }
    }
}
