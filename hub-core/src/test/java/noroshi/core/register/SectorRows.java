package noroshi.core.register;

import java.time.LocalDate;
import noroshi.core.jurisdiction.AuthorityCode;
import noroshi.core.sector.Period;
import noroshi.core.sector.Sector;
import noroshi.core.sector.SectorCode;
import noroshi.core.sector.Status;
import org.jspecify.annotations.Nullable;

/** Rows of sectors for tests. */
final class SectorRows {

    private SectorRows() {}

    /** A sector that no release ships. */
    static Sector space() {
        return row("SPACE", null, "宇宙", "METI", LocalDate.of(2027, 4, 1), null);
    }

    static Sector row(
            String code, @Nullable String parent, String ja, String ministry, LocalDate from, @Nullable LocalDate to) {
        return new Sector(
                new SectorCode(code),
                parent == null ? null : new SectorCode(parent),
                ja,
                "A sector",
                new AuthorityCode(ministry),
                new Period(from, to),
                Status.ASSUMED,
                "a test");
    }
}
