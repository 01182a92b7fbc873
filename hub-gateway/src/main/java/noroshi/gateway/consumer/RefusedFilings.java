package noroshi.gateway.consumer;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import noroshi.avro.RefusalFault;
import noroshi.avro.RefusedFiling;
import noroshi.core.report.NamedUuid;
import noroshi.core.report.SubmissionCommand.RefuseSubmission;
import noroshi.gateway.wire.Publisher;
import noroshi.gateway.wire.Received;
import noroshi.gateway.wire.Topics;

/** Publishes to {@code reports.refused}, or to its twin for drills: the reasons and the place, never what was filed. */
final class RefusedFilings implements Refusals {

    private final Publisher publisher;

    RefusedFilings(Publisher publisher) {
        this.publisher = publisher;
    }

    @Override
    public CompletableFuture<Void> publish(RefuseSubmission refused, Received record) {
        List<RefusalFault> faults = refused.faults().stream()
                .map(fault -> RefusalFault.newBuilder()
                        .setItem(fault.item())
                        .setCode(fault.code().name())
                        .setJa(fault.ja())
                        .setEn(fault.en())
                        .build())
                .toList();
        var filing = RefusedFiling.newBuilder()
                .setReportId(refused.report().value())
                .setOperator(refused.operator().value())
                .setThreadId(refused.thread() == null ? null : refused.thread().value())
                .setDoor(refused.door())
                .setFaults(faults)
                .setReceivedAt(refused.receivedAt())
                .setRefusedAt(refused.refusedAt())
                .setTopic(record.topic())
                .setPartition(record.partition().number())
                .setOffset(record.offset())
                .build();
        String key = (refused.thread() == null
                        ? refused.report().value()
                        : refused.thread().value())
                .toString();
        return publisher.publish(
                Topics.of(Topics.REPORTS_REFUSED, refused.exercise()),
                key,
                filing,
                Map.of(
                        "ce_specversion",
                        "1.0",
                        "ce_id",
                        id(refused, record).toString(),
                        "ce_type",
                        "noroshi.RefusedFiling",
                        "ce_time",
                        refused.refusedAt().toString(),
                        "ce_source",
                        "/operators/" + refused.operator()));
    }

    /** The same record refused for other reasons, as by a replay, is another refusal. */
    private static UUID id(RefuseSubmission refused, Received record) {
        String reasons = refused.faults().stream()
                .map(fault -> fault.item() + " " + fault.code())
                .collect(Collectors.joining("\n"));
        return NamedUuid.of("refused", refused.report().toString(), record.place(), reasons);
    }
}
