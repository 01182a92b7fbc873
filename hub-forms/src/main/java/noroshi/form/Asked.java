package noroshi.form;

import noroshi.core.regime.RegimeCode;
import noroshi.core.report.Stage;
import noroshi.core.sector.Period;
import noroshi.core.sector.ReferenceTable.Row;
import noroshi.core.sector.Status;
import org.jspecify.annotations.Nullable;

/**
 * 記載を求める項目. An item that reports are expected to state from a stage on. Its lack is told and refuses nothing: a
 * report that is late by law is worse than one that is not yet whole.
 *
 * @param item the item's path
 * @param stage the first stage that asks for it; the later ones do too
 * @param regime the regime that asks, or null where the form itself does
 * @param article where it is asked
 * @param inForce the days of awareness for which it holds
 */
public record Asked(
        String item,
        Stage stage,
        @Nullable RegimeCode regime,
        String article,
        Period inForce,
        Status status,
        String source) {

    static Asked of(Row row) {
        return new Asked(
                row.value("item", item -> item),
                row.value("stage", Stage::valueOf),
                row.optional("regime", RegimeCode::new),
                row.value("article", article -> article),
                row.period(),
                row.status(),
                row.value("source", source -> source));
    }

    /** Whether a report of {@code reached} is expected to state it. */
    boolean isAskedAt(Stage reached) {
        return reached.compareTo(stage) >= 0;
    }
}
