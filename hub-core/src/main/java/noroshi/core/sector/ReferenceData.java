package noroshi.core.sector;

import java.util.List;
import java.util.function.Function;
import noroshi.core.jurisdiction.AuthorityCode;
import noroshi.core.sector.ReferenceTable.Row;

/** 参照データ. The effective-dated rows that are shipped, each with its source and how sure it is. */
final class ReferenceData {

    private static final String FOLDER = "/noroshi/core/reference/";

    private ReferenceData() {}

    static List<Sector> sectors() {
        return ReferenceTable.read(ReferenceData.class, FOLDER + "sectors.tsv").stream()
                .map(row -> new Sector(
                        row.value("code", SectorCode::new),
                        row.optional("parent", SectorCode::new),
                        words("ja", row),
                        words("en", row),
                        row.value("ministry", AuthorityCode::new),
                        row.period(),
                        row.status(),
                        words("source", row)))
                .toList();
    }

    static List<Business> businesses() {
        return ReferenceTable.read(ReferenceData.class, FOLDER + "businesses.tsv").stream()
                .map(row -> new Business(
                        row.value("code", BusinessCode::new),
                        row.optional("parent", BusinessCode::new),
                        words("ja", row),
                        words("en", row),
                        row.list("ministers", AuthorityCode::new),
                        row.list("sectors", SectorCode::new),
                        row.period(),
                        row.status(),
                        words("source", row)))
                .toList();
    }

    static List<Authority> authorities() {
        return ReferenceTable.read(ReferenceData.class, FOLDER + "authorities.tsv").stream()
                .map(row -> new Authority(
                        row.value("code", AuthorityCode::new),
                        words("ja", row),
                        words("en", row),
                        row.period(),
                        row.status(),
                        words("source", row)))
                .toList();
    }

    static List<Office> offices() {
        return ReferenceTable.read(ReferenceData.class, FOLDER + "offices.tsv").stream()
                .map(row -> new Office(
                        row.value("code", AuthorityCode::new),
                        row.value("ministry", AuthorityCode::new),
                        row.list("sectors", SectorCode::new),
                        row.list("prefectures", Function.identity()),
                        row.period(),
                        row.status(),
                        words("source", row)))
                .toList();
    }

    private static String words(String column, Row row) {
        return row.value(column, Function.identity());
    }
}
