package noroshi.form.print;

import java.util.List;
import java.util.Locale;

/**
 * 帳票. What is printed, in one language: tables under headings, with what must be read first above them. All texts are
 * as they came, hostile ones among them.
 *
 * @param language Japanese or English
 * @param label what stands at the foot of each page and above all else, the TLP label first
 * @param banner what nobody may overlook, such as that all this is a drill; empty where there is nothing
 * @param notices what is to be read first
 */
public record Sheet(
        Locale language, String title, String label, String banner, List<String> notices, List<Section> sections) {

    public Sheet {
        notices = List.copyOf(notices);
        sections = List.copyOf(sections);
    }

    /**
     * 表. A table under its heading.
     *
     * @param columns the heads of the columns; none where each row begins with what it is called
     */
    public record Section(String heading, List<String> columns, List<List<String>> rows) {

        public Section {
            columns = List.copyOf(columns);
            rows = rows.stream().map(List::copyOf).toList();
        }

        /** Whether the first cell of each row is its head. */
        boolean isNamedByRow() {
            return columns.isEmpty();
        }
    }
}
