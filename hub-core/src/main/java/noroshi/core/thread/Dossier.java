package noroshi.core.thread;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.UnaryOperator;
import noroshi.core.obligation.Obligation;
import noroshi.core.obligation.ObligationId;
import noroshi.core.regime.DutyType;
import noroshi.core.regime.Regimes;
import noroshi.core.register.OperatorSlug;
import noroshi.core.report.Consents;
import noroshi.core.report.Content;
import noroshi.core.report.Filing;
import noroshi.core.report.ReportId;
import noroshi.core.report.Revision;
import noroshi.core.report.Stage;
import noroshi.core.report.ThreadId;
import noroshi.core.report.Tlp;
import noroshi.core.thread.ReportThreadEvent.Lines;
import org.jspecify.annotations.Nullable;

/**
 * 事案の綴り. What is known of a thread that was opened.
 *
 * @param filing the particulars as they stand, with the time of awareness that moves the clocks
 * @param content the content as it stands, or null once it is erased
 * @param clockFrom the earliest time of awareness ever stated: a correction moves a clock back, never on
 * @param lines the sectors and businesses that it was routed on last
 * @param assessment what the national office found last of its severity, or null
 * @param heldTo the label to which a holder has narrowed the thread, which no filing widens; null where none has
 */
public record Dossier(
        ThreadId thread,
        OperatorSlug operator,
        Filing filing,
        @Nullable Content content,
        Instant clockFrom,
        List<Filed> reports,
        Map<DeliveryId, Delivery> deliveries,
        Map<ObligationId, Obligation> obligations,
        Lines lines,
        @Nullable Assessment assessment,
        @Nullable Tlp heldTo) {

    /** 提出された報告. */
    public record Filed(ReportId report, Stage stage, Instant receivedAt) {}

    public Dossier {
        reports = List.copyOf(reports);
        deliveries = ordered(deliveries);
        obligations = ordered(obligations);
    }

    private static <K, V> Map<K, V> ordered(Map<K, V> map) {
        return Collections.unmodifiableMap(new LinkedHashMap<>(map));
    }

    /** The stage the thread has come to. */
    public Stage stage() {
        return reports.getLast().stage();
    }

    public ReportId latestReport() {
        return reports.getLast().report();
    }

    boolean isFinal() {
        return reports.stream().anyMatch(filed -> filed.stage() == Stage.FINAL);
    }

    boolean isReturned() {
        return deliveries.values().stream().anyMatch(delivery -> delivery.state() == Delivery.State.RETURNED);
    }

    List<Delivery> competent() {
        return deliveries.values().stream()
                .filter(delivery -> delivery.role().isCompetent())
                .toList();
    }

    List<Obligation> open() {
        return obligations.values().stream()
                .filter(obligation -> obligation.state() == Obligation.State.OPEN)
                .toList();
    }

    /** From when on there is something new to tell of a deadline, or null where there is nothing. */
    public @Nullable Instant toBeToldFrom() {
        return obligations.values().stream()
                .map(Obligation::toBeToldFrom)
                .filter(Objects::nonNull)
                .min(Comparator.naturalOrder())
                .orElse(null);
    }

    /**
     * Whether the thread still reaches that addressee: not where it rests on consents alone that are revoked. What was
     * delivered stays recorded.
     */
    public boolean reaches(Delivery delivery) {
        return delivery.rules().stream().anyMatch(rule -> Regimes.agreed(rule, filing.consents()));
    }

    Dossier filing(Filing now, @Nullable Content said) {
        return new Dossier(
                thread, operator, now, said, clockFrom, reports, deliveries, obligations, lines, assessment, heldTo);
    }

    /** Whom the thread reaches again has the latest report still to receive. */
    Dossier consenting(Consents to) {
        Dossier after = filing(filing.consenting(to), content);
        return after.eachDelivery(delivery -> !reaches(delivery)
                        && after.reaches(delivery)
                        && !delivery.latest().equals(latestReport())
                ? delivery.round(latestReport())
                : delivery);
    }

    /** The thread under that label, which a holder has narrowed so far. */
    Dossier labelled(Tlp label, @Nullable Tlp held) {
        return new Dossier(
                thread,
                operator,
                filing.labelled(label),
                content,
                clockFrom,
                reports,
                deliveries,
                obligations,
                lines,
                assessment,
                held);
    }

    /** What is stated next as it holds here: no wider than a holder has narrowed the thread. */
    Revision held(Revision stated) {
        return heldTo == null ? stated : stated.within(heldTo);
    }

    Dossier assessed(Assessment found) {
        return new Dossier(
                thread, operator, filing, content, clockFrom, reports, deliveries, obligations, lines, found, heldTo);
    }

    /** Every closing is undone: who had closed has received everything, and closes anew. */
    Dossier reopened() {
        return eachDelivery(delivery ->
                delivery.state() == Delivery.State.CLOSED ? delivery.in(Delivery.State.ACKNOWLEDGED) : delivery);
    }

    /** The open obligations that rest on consents which are not given. */
    List<Obligation> notAgreed(Consents given) {
        return open().stream()
                .filter(obligation -> !Regimes.agreed(obligation.duty().rule(), given))
                .toList();
    }

    Dossier clockNotAfter(Instant awareness) {
        Instant earliest = awareness.isBefore(clockFrom) ? awareness : clockFrom;
        return new Dossier(
                thread,
                operator,
                filing,
                content,
                earliest,
                reports,
                deliveries,
                obligations,
                lines,
                assessment,
                heldTo);
    }

    Dossier reported(Filed filed) {
        var all = new ArrayList<>(reports);
        all.add(filed);
        return new Dossier(
                        thread,
                        operator,
                        filing,
                        content,
                        clockFrom,
                        all,
                        deliveries,
                        obligations,
                        lines,
                        assessment,
                        heldTo)
                .eachDelivery(delivery -> reaches(delivery) ? delivery.round(filed.report()) : delivery)
                .eachObligation(obligation -> obligation.duty().type().isMetBy(filed.stage())
                        ? obligation.filed(filed.receivedAt())
                        : obligation);
    }

    Dossier routedOn(Lines now) {
        return new Dossier(
                thread,
                operator,
                filing,
                content,
                clockFrom,
                reports,
                deliveries,
                obligations,
                now,
                assessment,
                heldTo);
    }

    Dossier with(Delivery delivery) {
        var all = new LinkedHashMap<>(deliveries);
        all.put(delivery.id(), delivery);
        return new Dossier(
                thread, operator, filing, content, clockFrom, reports, all, obligations, lines, assessment, heldTo);
    }

    Dossier with(Obligation obligation) {
        var all = new LinkedHashMap<>(obligations);
        all.put(obligation.id(), obligation);
        return new Dossier(
                thread, operator, filing, content, clockFrom, reports, deliveries, all, lines, assessment, heldTo);
    }

    Dossier with(DeliveryId id, UnaryOperator<Delivery> change) {
        Delivery delivery = deliveries.get(id);
        return delivery == null ? this : with(change.apply(delivery));
    }

    Dossier withEach(Collection<ObligationId> ids, UnaryOperator<Obligation> change) {
        return eachObligation(obligation -> ids.contains(obligation.id()) ? change.apply(obligation) : obligation);
    }

    private Dossier eachDelivery(UnaryOperator<Delivery> change) {
        var all = new LinkedHashMap<>(deliveries);
        all.replaceAll((_, delivery) -> change.apply(delivery));
        return new Dossier(
                thread, operator, filing, content, clockFrom, reports, all, obligations, lines, assessment, heldTo);
    }

    private Dossier eachObligation(UnaryOperator<Obligation> change) {
        var all = new LinkedHashMap<>(obligations);
        all.replaceAll((_, obligation) -> change.apply(obligation));
        return new Dossier(
                thread, operator, filing, content, clockFrom, reports, deliveries, all, lines, assessment, heldTo);
    }

    /** The one of two reports that was filed later. */
    ReportId later(ReportId one, @Nullable ReportId other) {
        List<ReportId> order = reports.stream().map(Filed::report).toList();
        return other == null || order.indexOf(one) > order.indexOf(other) ? one : other;
    }

    /** Whether {@code upTo}, or a report filed before it, can meet {@code due}. */
    boolean isFiled(DutyType due, ReportId upTo) {
        for (Filed filed : reports) {
            if (due.isMetBy(filed.stage())) {
                return true;
            }
            if (filed.report().equals(upTo)) {
                return false;
            }
        }
        return false;
    }

    /** The first filing that can meet {@code due}, or null. */
    @Nullable Instant firstFiled(DutyType due) {
        return reports.stream()
                .filter(filed -> due.isMetBy(filed.stage()))
                .map(Filed::receivedAt)
                .findFirst()
                .orElse(null);
    }
}
