package noroshi.api.desk;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import noroshi.core.register.OperatorSlug;
import noroshi.core.report.ReportId;
import noroshi.core.report.Stage;
import noroshi.core.report.ThreadId;
import noroshi.core.thread.Filings;
import noroshi.core.thread.ReportThreadCommand.RequestWithdrawal;
import noroshi.core.thread.ReportThreadCommand.SubmitFollowUp;
import noroshi.core.thread.ReportThreadCommand.SubmitReport;
import noroshi.core.thread.ReportThreadEvent.RoutingDecided;
import noroshi.ledger.Commands;
import noroshi.ledger.Ledger;
import noroshi.ledger.RecordedEvent;

/** Files reports as the intake would. */
public record Cases(Commands commands, Ledger ledger) {

    private static final Instant AWARENESS = Instant.parse("2026-11-09T21:30:00Z");

    /** A thread, the report that opened it, and its delivery to each authority. */
    public record Filed(OperatorSlug operator, ThreadId thread, ReportId report, Map<String, UUID> deliveries) {

        String path(String addressee, String act) {
            return "/v1/deliveries/%s/%s".formatted(deliveries.get(addressee), act);
        }
    }

    /** Under the Act: MLIT leads, the Prime Minister is co-competent, the national office gets a copy. */
    public Filed ofATerminal() {
        return of("isewan-terminal", "PORT");
    }

    public Filed of(String slug, String line) {
        SubmitReport filed = Filings.of(Filings.entry("isewan-terminal"), AWARENESS, List.of(line))
                .submittedBy(new OperatorSlug(slug), UUID.randomUUID().toString());
        commands.send(filed, Map.of()).join();
        return new Filed(filed.operator(), filed.thread(), filed.report(), deliveries(filed.thread()));
    }

    void requestWithdrawal(Filed filed) {
        var report = ReportId.of(filed.operator(), UUID.randomUUID().toString());
        commands.send(
                        new RequestWithdrawal(
                                filed.thread(), report, filed.operator(), "誤報", "hash", AWARENESS.plusSeconds(600)),
                        Map.of())
                .join();
    }

    void fileDetails(Filed filed) {
        var report = ReportId.of(filed.operator(), UUID.randomUUID().toString());
        commands.send(
                        new SubmitFollowUp(
                                filed.thread(),
                                report,
                                filed.operator(),
                                Stage.DETAILED,
                                Filings.nothingNew(),
                                "hash",
                                AWARENESS.plusSeconds(900)),
                        Map.of())
                .join();
    }

    /** The names of the thread's events, in order. */
    List<String> events(Filed filed) {
        return ledger.ofTag("thread", filed.thread().toString()).stream()
                .map(event -> event.payload().getClass().getSimpleName())
                .toList();
    }

    public long position(Filed filed) {
        return ledger.ofTag("thread", filed.thread().toString()).getLast().position();
    }

    private Map<String, UUID> deliveries(ThreadId thread) {
        var deliveries = new LinkedHashMap<String, UUID>();
        for (RecordedEvent event : ledger.ofTag("thread", thread.toString())) {
            if (event.payload() instanceof RoutingDecided routing) {
                routing.deliveries()
                        .forEach(decided -> deliveries.put(
                                decided.addressee().value(), decided.delivery().value()));
            }
        }
        return deliveries;
    }
}
