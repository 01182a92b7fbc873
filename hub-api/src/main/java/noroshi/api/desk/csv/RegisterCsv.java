package noroshi.api.desk.csv;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import noroshi.api.desk.Unacceptable;
import noroshi.core.Fault;
import noroshi.core.Phrase;
import noroshi.core.Reason;

/**
 * 登録簿のCSV. The lines of a register as a spreadsheet writes them: a header that names the columns, then an operator a
 * line. Which columns there are, and that the file can be read at all, is settled before any line is looked at.
 */
final class RegisterCsv {

    /** As many as the nation has designated, eight times over; beyond it a request would outlast its caller. */
    static final int MOST_LINES = 2_000;

    static final String SLUG = "slug";

    private static final Set<String> REQUIRED =
            Set.of(SLUG, "name", "kind", "prefecture", "memberships", "designations", "criticalComputer");
    private static final Set<String> OPTIONAL = Set.of("corporateNumber", "supervisingMinistry", "kafkaDoor");
    private static final String BOM = "\uFEFF";

    private RegisterCsv() {}

    /**
     * 行. One operator.
     *
     * @param number the line of the file it begins on
     * @param cells by column, stripped; a column that the file lacks is not there
     * @param faults what is wrong with the line before its cells are read
     */
    record Line(long number, Map<String, String> cells, List<Fault> faults) {

        String slug() {
            return cells.getOrDefault(SLUG, "");
        }
    }

    /**
     * The lines of a file.
     *
     * @throws Unacceptable if its encoding, its header or its quotes can't be read, or there are too many lines
     */
    static List<Line> read(byte[] file, Charset charset) {
        List<CsvRecord> records = records(text(file, charset));
        if (records.isEmpty()) {
            throw refused("header", new Phrase("なし", "nothing"), "見出し行", "a header line");
        }
        List<String> header =
                records.getFirst().getFields().stream().map(String::strip).toList();
        requireColumns(header);
        if (records.size() - 1 > MOST_LINES) {
            throw refused(
                    "lines",
                    records.size() - 1,
                    "%d 行以下に分割".formatted(MOST_LINES),
                    "%d at most; split the file".formatted(MOST_LINES));
        }
        Set<String> slugs = new HashSet<>();
        List<Line> lines = new ArrayList<>();
        for (CsvRecord record : records.subList(1, records.size())) {
            lines.add(line(record, header, slugs));
        }
        return lines;
    }

    private static Line line(CsvRecord record, List<String> header, Set<String> slugs) {
        Map<String, String> cells = new LinkedHashMap<>();
        for (int i = 0; i < header.size() && i < record.getFieldCount(); i++) {
            cells.put(header.get(i), record.getField(i).strip());
        }
        List<Fault> faults = new ArrayList<>();
        if (record.getFieldCount() != header.size()) {
            faults.add(Fault.of(
                    Reason.INVALID,
                    "",
                    record.getFieldCount(),
                    "%d 列".formatted(header.size()),
                    "%d cells".formatted(header.size())));
        }
        String slug = cells.getOrDefault(SLUG, "");
        if (!slug.isEmpty() && !slugs.add(slug)) {
            faults.add(Fault.of(Reason.LINE_REPEATED, SLUG, slug, "1事業者1行", "one line an operator"));
        }
        return new Line(record.getStartingLineNumber(), cells, faults);
    }

    /** Never guessed: a guess that fails would write mojibake to the register. */
    private static String text(byte[] file, Charset charset) {
        try {
            String text = charset.newDecoder().decode(ByteBuffer.wrap(file)).toString();
            return text.startsWith(BOM) ? text.substring(BOM.length()) : text;
        } catch (CharacterCodingException e) {
            throw unreadable(
                    "charset",
                    charset.name(),
                    "「CSV UTF-8」で保存するか、Content-Type に charset=windows-31j を指定",
                    "save as CSV UTF-8, or name charset=windows-31j in the Content-Type");
        }
    }

    private static List<CsvRecord> records(String text) {
        try (CsvReader<CsvRecord> reader = CsvReader.builder()
                .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
                .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
                .skipEmptyLines(true)
                .ofCsvRecord(text)) {
            return reader.stream()
                    .filter(record -> record.getFields().stream().anyMatch(cell -> !cell.isBlank()))
                    .toList();
        } catch (CsvParseException e) {
            throw unreadable("lines", "CSV", "RFC 4180 の CSV (閉じていない引用符など)", "CSV as RFC 4180 has it: an open quote?");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void requireColumns(List<String> header) {
        List<Fault> faults = new ArrayList<>();
        for (String column : REQUIRED.stream().sorted().toList()) {
            if (!header.contains(column)) {
                faults.add(Fault.of(Reason.INVALID, column, new Phrase("なし", "nothing"), "必須の列", "a required column"));
            }
        }
        Set<String> seen = new HashSet<>();
        for (String column : header) {
            boolean known = REQUIRED.contains(column) || OPTIONAL.contains(column);
            if (!known || !seen.add(column)) {
                String expected = Stream.concat(REQUIRED.stream(), OPTIONAL.stream())
                        .sorted()
                        .collect(Collectors.joining(", "));
                faults.add(Fault.of(Reason.INVALID, "header", column, expected, expected));
            }
        }
        if (!faults.isEmpty()) {
            throw new Unacceptable(faults);
        }
    }

    private static Unacceptable refused(String item, Object came, String expectedJa, String expectedEn) {
        return new Unacceptable(List.of(Fault.of(Reason.INVALID, item, came, expectedJa, expectedEn)));
    }

    private static Unacceptable unreadable(String item, Object came, String expectedJa, String expectedEn) {
        return new Unacceptable(List.of(Fault.of(Reason.UNREADABLE, item, came, expectedJa, expectedEn)));
    }
}
