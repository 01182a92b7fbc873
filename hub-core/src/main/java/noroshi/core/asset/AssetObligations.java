package noroshi.core.asset;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import noroshi.core.deadline.Deadline;
import noroshi.core.deadline.Tokyo;
import noroshi.core.jurisdiction.AuthorityCode;
import noroshi.core.obligation.Obligation;
import noroshi.core.obligation.ObligationId;
import noroshi.core.regime.Basis;
import noroshi.core.regime.Duty;
import noroshi.core.regime.DutyType;
import noroshi.core.regime.cyberresponse.AssetDuties;
import noroshi.core.regime.cyberresponse.AssetDuty;
import noroshi.core.register.Designation;
import noroshi.core.register.OperatorEntry;
import noroshi.core.sector.BusinessCode;
import noroshi.core.sector.Period;
import noroshi.core.sector.Scope;
import org.jspecify.annotations.Nullable;

/**
 * 届出の義務の算定. What art. 4 asks of an operator by its entry, the scope and what it has notified: one duty a
 * designation, for all it uses on that day, and one an asset, each towards every competent minister.
 *
 * <p>The hub can't know what was not notified: the first asset notified for a business counts as the notification of what
 * is used there, and its receipt as that of the whole.
 */
final class AssetObligations {

    private final OperatorEntry entry;
    private final Scope scope;
    private final Map<AssetId, Asset> assets;

    AssetObligations(OperatorEntry entry, Scope scope, Assets assets) {
        this.entry = entry;
        this.scope = scope;
        this.assets = assets.byId();
    }

    List<AssetObligation> all() {
        var all = new ArrayList<AssetObligation>();
        if (entry.criticalComputer()) {
            entry.designations().forEach(designation -> all.addAll(of(designation)));
        }
        assets.forEach((id, asset) -> all.addAll(of(id, asset)));
        return List.copyOf(all);
    }

    private List<AssetObligation> of(Designation designation) {
        BusinessCode business = designation.narrowest();
        List<Asset> notified = assets.values().stream()
                .filter(asset -> asset.facts().business().equals(business)
                        || asset.facts().business().equals(designation.business()))
                .toList();
        String source = "%s %s %s".formatted(entry.slug(), business, designation.from());
        return towardsEach(
                business,
                null,
                source,
                AssetDuties.ofDesignation(designation.from()),
                new Period(designation.from(), designation.to()),
                notified);
    }

    private List<AssetObligation> of(AssetId id, Asset asset) {
        AssetParticulars particulars = asset.particulars();
        return towardsEach(
                asset.facts().business(),
                particulars == null ? null : particulars.number(),
                id.toString(),
                asset.duty(),
                new Period(asset.facts().introducedOn(), null),
                List.of(asset));
    }

    /** @param notified what can meet the duty */
    private List<AssetObligation> towardsEach(
            BusinessCode business,
            @Nullable AssetNumber number,
            String source,
            AssetDuty asked,
            Period from,
            List<Asset> notified) {
        Deadline deadline = asked.deadline();
        if (deadline == null) {
            return List.of();
        }
        Instant filedAt = first(notified.stream().map(Asset::notifiedAt).toList());
        LocalDate first = later(from.from(), AssetDuties.commencement());
        var all = new ArrayList<AssetObligation>();
        competences(business)
                .forEach((minister, competent) -> common(new Period(first, null), from)
                        .flatMap(owed -> common(owed, competent))
                        .ifPresent(owed -> {
                            var duty = new Duty(
                                    DutyType.ASSET_NOTIFICATION, minister, asked.rule(), Basis.STATED, false, deadline);
                            var opened = Obligation.opened(
                                    ObligationId.of(source, duty), duty, Tokyo.startOf(first), filedAt);
                            Instant received = first(notified.stream()
                                    .map(asset -> asset.receipts().get(minister))
                                    .filter(Objects::nonNull)
                                    .toList());
                            all.add(new AssetObligation(
                                    business, number, owed, received == null ? opened : opened.met(received)));
                        }));
        return all;
    }

    /** Who is competent for a business, and when; whoever was at the end of a retired one stays so. */
    private Map<AuthorityCode, Period> competences(BusinessCode business) {
        var competences = new LinkedHashMap<AuthorityCode, Period>();
        Optional<LocalDate> last = scope.lastDay(business);
        scope.businesses().stream().filter(row -> row.code().equals(business)).forEach(row -> {
            LocalDate to = row.inForce().to();
            var period = new Period(
                    row.inForce().from(), last.filter(day -> day.equals(to)).isPresent() ? null : to);
            row.ministers().forEach(minister -> competences.merge(minister, period, AssetObligations::united));
        });
        return competences;
    }

    private static Period united(Period one, Period next) {
        return new Period(one.from(), next.to());
    }

    private static Optional<Period> common(Period one, Period other) {
        LocalDate from = later(one.from(), other.from());
        LocalDate to = one.to() == null ? other.to() : other.to() == null ? one.to() : earlier(one.to(), other.to());
        return to == null || !to.isBefore(from) ? Optional.of(new Period(from, to)) : Optional.empty();
    }

    private static LocalDate later(LocalDate one, LocalDate other) {
        return one.isBefore(other) ? other : one;
    }

    private static LocalDate earlier(LocalDate one, LocalDate other) {
        return one.isBefore(other) ? one : other;
    }

    private static @Nullable Instant first(List<Instant> times) {
        return times.stream().min(Instant::compareTo).orElse(null);
    }
}
