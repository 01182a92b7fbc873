package noroshi.core.bulletin;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import noroshi.core.Fault;
import noroshi.core.Reason;
import noroshi.core.register.Membership;
import noroshi.core.register.OperatorEntry;
import noroshi.core.register.OperatorSlug;
import noroshi.core.report.Content;
import noroshi.core.report.Indicator;
import noroshi.core.report.Revision;
import noroshi.core.sector.SectorCode;
import noroshi.core.thread.ReportThreadCommand.CorrectReport;
import noroshi.core.thread.ReportThreadCommand.RequestWithdrawal;
import noroshi.core.thread.ReportThreadCommand.Submission;
import noroshi.core.thread.ReportThreadCommand.SubmitFollowUp;
import noroshi.core.thread.ReportThreadCommand.SubmitReport;
import org.jspecify.annotations.Nullable;

/**
 * 構成員の匿名 (domain.md §3.1, §3.3). What in a CEPTOAR's filing could tell for which of its members it reports: what
 * {@link Telltales} finds in a text, the prefecture, the numbers of a member's assets. It is looked for before anything is
 * recorded. The contact is the CEPTOAR's own.
 */
public final class UnnamedMembers {

    private final Telltales telltales;

    /** @param members whom no filing may tell */
    UnnamedMembers(Collection<OperatorEntry> members) {
        this.telltales = new Telltales(members, List.of());
    }

    /**
     * Those for whom a CEPTOAR may report: whoever is, or was, in its sector, for what it reports may be of then; everybody
     * while the sector is not known.
     */
    public static UnnamedMembers of(OperatorSlug ceptoar, Collection<OperatorEntry> all) {
        Set<SectorCode> sectors = all.stream()
                .filter(entry -> entry.slug().equals(ceptoar))
                .flatMap(UnnamedMembers::sectors)
                .collect(Collectors.toSet());
        return new UnnamedMembers(all.stream()
                .filter(entry -> !entry.reportsForOthers())
                .filter(entry -> sectors.isEmpty() || sectors(entry).anyMatch(sectors::contains))
                .toList());
    }

    private static Stream<SectorCode> sectors(OperatorEntry entry) {
        return entry.memberships().stream().map(Membership::sector);
    }

    /** Every fault of what it says beside its filings. */
    public List<Fault> in(String item, String text) {
        return telltales.in(item, text);
    }

    /** Every fault of a filing, none if it tells nobody. */
    public List<Fault> in(Submission filed) {
        return switch (filed) {
            case SubmitReport it -> {
                Content content = it.content();
                yield said(
                        it.filing().prefecture(),
                        it.filing().serviceLines(),
                        content.title(),
                        content.summary(),
                        content.indicators(),
                        content.details(),
                        content.assets());
            }
            case SubmitFollowUp it -> said(it.revision());
            case CorrectReport it -> {
                List<Fault> faults = new ArrayList<>(said(it.revision()));
                faults.addAll(telltales.in("reason", it.reason()));
                yield List.copyOf(faults);
            }
            case RequestWithdrawal it -> telltales.in("reason", it.reason());
        };
    }

    private List<Fault> said(Revision revision) {
        return said(
                revision.prefecture(),
                revision.serviceLines(),
                revision.title(),
                revision.summary(),
                revision.indicators(),
                revision.details(),
                revision.assets());
    }

    private List<Fault> said(
            @Nullable String prefecture,
            @Nullable List<String> serviceLines,
            @Nullable String title,
            @Nullable String summary,
            @Nullable List<Indicator> indicators,
            @Nullable Map<String, Object> details,
            @Nullable List<String> assets) {
        List<Fault> faults = new ArrayList<>();
        if (prefecture != null) {
            faults.add(Fault.of(Reason.TELLTALE, "prefecture", prefecture, "都道府県のない記載", "no place so fine"));
        }
        if (assets != null && !assets.isEmpty()) {
            faults.add(Fault.of(Reason.TELLTALE, "assets", assets.size(), "資産番号のない記載", "no numbers of assets"));
        }
        List<Indicator> stated = indicators == null ? List.of() : indicators;
        Set<String> attackers = Telltales.attackers(stated);
        told("serviceLines", serviceLines, attackers, faults);
        told("title", title, attackers, faults);
        told("summary", summary, attackers, faults);
        told("details", details, attackers, faults);
        for (int i = 0; i < stated.size(); i++) {
            told("indicators[%d].type".formatted(i), stated.get(i).type(), attackers, faults);
            faults.addAll(telltales.inIndicator("indicators[%d].value".formatted(i), stated.get(i)));
        }
        return List.copyOf(faults);
    }

    private void told(String item, @Nullable Object value, Set<String> attackers, List<Fault> faults) {
        switch (value) {
            case null -> {}
            case Collection<?> several -> several.forEach(one -> told(item, one, attackers, faults));
            case Map<?, ?> parts ->
                parts.forEach((part, one) -> {
                    told(item, part, attackers, faults);
                    told(item + "." + part, one, attackers, faults);
                });
            // a number may be a corporate one
            default -> faults.addAll(telltales.in(item, value.toString(), attackers));
        }
    }
}
