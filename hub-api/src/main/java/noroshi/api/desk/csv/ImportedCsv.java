package noroshi.api.desk.csv;

import de.siegmar.fastcsv.writer.CsvWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import noroshi.api.desk.csv.Imported.CellFault;
import noroshi.api.desk.csv.Imported.LineResult;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpInputMessage;
import org.springframework.http.HttpOutputMessage;
import org.springframework.http.MediaType;
import org.springframework.http.converter.AbstractHttpMessageConverter;
import org.springframework.http.converter.HttpMessageNotReadableException;

/** 取込結果のCSV. The report for whoever mends the file in a spreadsheet, a fault a row; no cell of it is a formula. */
public final class ImportedCsv extends AbstractHttpMessageConverter<Object> {

    static final String TEXT_CSV = "text/csv";

    /** Without it a spreadsheet in Japan takes UTF-8 for its own old encoding. */
    private static final String BOM = "\uFEFF";

    private static final String FORMULA_STARTS = "=+-@\t\r\n＝＋－＠";

    public ImportedCsv() {
        super(StandardCharsets.UTF_8, MediaType.parseMediaType(TEXT_CSV));
    }

    @Override
    protected boolean supports(Class<?> type) {
        return type == Imported.class;
    }

    @Override
    public boolean canRead(Class<?> type, @Nullable MediaType mediaType) {
        return false;
    }

    @Override
    protected Object readInternal(Class<?> type, HttpInputMessage input) {
        throw new HttpMessageNotReadableException("a report is written only", input);
    }

    @Override
    protected void writeInternal(Object report, HttpOutputMessage output) throws IOException {
        var text = new OutputStreamWriter(output.getBody(), StandardCharsets.UTF_8);
        text.write(BOM);
        var csv = CsvWriter.builder().build(text);
        csv.writeRecord("line", "slug", "outcome", "column", "item", "code", "ja", "en");
        ((Imported) report).lines().stream().flatMap(ImportedCsv::rows).forEach(csv::writeRecord);
        csv.flush();
    }

    private static Stream<String[]> rows(LineResult line) {
        String number = Long.toString(line.line());
        String outcome = line.outcome().name();
        return line.faults().isEmpty()
                ? Stream.<String[]>of(new String[] {number, inert(line.slug()), outcome, "", "", "", "", ""})
                : line.faults().stream().map(fault -> row(number, line.slug(), outcome, fault));
    }

    private static String[] row(String number, String slug, String outcome, CellFault fault) {
        return new String[] {
            number,
            inert(slug),
            outcome,
            inert(fault.column()),
            inert(fault.item()),
            fault.code(),
            inert(fault.ja()),
            inert(fault.en())
        };
    }

    /** What came may be a formula; an apostrophe before it makes it a text to every spreadsheet. */
    static String inert(String cell) {
        return !cell.isEmpty() && FORMULA_STARTS.indexOf(cell.charAt(0)) >= 0 ? "'" + cell : cell;
    }
}
