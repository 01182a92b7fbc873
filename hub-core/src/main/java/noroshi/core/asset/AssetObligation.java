package noroshi.core.asset;

import java.time.Instant;
import java.time.LocalDate;
import noroshi.core.deadline.Tokyo;
import noroshi.core.obligation.Obligation;
import noroshi.core.sector.BusinessCode;
import noroshi.core.sector.Period;
import org.jspecify.annotations.Nullable;

/**
 * 届出の義務 (サイバー対処能力強化法 art. 4). One duty of an operator to notify, towards one competent minister.
 *
 * @param business for which it is owed
 * @param asset the asset it is about, or null where it is about all that is used on the day of designation
 * @param owed the days on which that minister is competent, and the designation in force
 */
public record AssetObligation(
        BusinessCode business, @Nullable AssetNumber asset, Period owed, Obligation obligation) {

    /** From when on there is something new to tell of its deadline, or null where there is nothing. */
    @Nullable Instant toBeToldFrom() {
        Instant from = obligation.toBeToldFrom();
        if (from == null) {
            return null;
        }
        Instant begin = Tokyo.startOf(owed.from());
        LocalDate last = owed.to();
        Instant told = from.isBefore(begin) ? begin : from;
        return last == null || told.isBefore(Tokyo.startOf(last.plusDays(1))) ? told : null;
    }
}
