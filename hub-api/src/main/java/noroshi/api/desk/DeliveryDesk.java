package noroshi.api.desk;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.InstantSource;
import java.util.UUID;
import noroshi.api.desk.Deliveries.Addressed;
import noroshi.core.report.ReportId;
import noroshi.core.sharing.Viewer;
import noroshi.core.thread.ReportThreadCommand.AcknowledgeReceipt;
import noroshi.core.thread.ReportThreadCommand.CloseDelivery;
import noroshi.core.thread.ReportThreadCommand.DecideWithdrawal;
import noroshi.core.thread.ReportThreadCommand.ReopenThread;
import noroshi.core.thread.ReportThreadCommand.ReturnReport;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;

/** 送達の窓口. What an addressee does with its own delivery; each act repeated changes nothing. */
@RestController
@RequestMapping("/v1/deliveries/{deliveryId}")
@Tag(name = "deliveries")
public final class DeliveryDesk {

    private final Deliveries deliveries;
    private final Dispatch dispatch;
    private final InstantSource clock;

    public DeliveryDesk(Deliveries deliveries, Dispatch dispatch, InstantSource clock) {
        this.deliveries = deliveries;
        this.dispatch = dispatch;
        this.clock = clock;
    }

    @PostMapping("/acknowledgement")
    @Operation(
            operationId = "acknowledgeReceipt",
            summary = "受領を確認する",
            description = "Records that the addressee has received the report that the body names and those before it,"
                    + " or without a body all that were filed so far; only this discharges a duty.")
    Reached acknowledge(
            @PathVariable UUID deliveryId,
            @Schema(implementation = ReceiptForm.class) @RequestBody(required = false) @Nullable JsonNode body,
            Viewer viewer) {
        Addressed own = deliveries.addressed(deliveryId, viewer);
        ReceiptForm form = ReceiptForm.read(body);
        return dispatch.toThread(
                own.thread(),
                new AcknowledgeReceipt(
                        own.thread(),
                        own.delivery(),
                        own.addressee(),
                        form.reportId() == null ? null : new ReportId(form.reportId()),
                        viewer.identity(),
                        clock.instant()),
                viewer);
    }

    @PostMapping("/return")
    @Operation(
            operationId = "returnReport",
            summary = "差し戻す・補正を求める",
            description = "Asks the operator for a correction or for more; the clock of each duty runs on.")
    Reached giveBack(
            @PathVariable UUID deliveryId,
            @Schema(implementation = ReturnForm.class) @RequestBody JsonNode body,
            Viewer viewer) {
        Addressed own = deliveries.addressed(deliveryId, viewer);
        ReturnForm form = ReturnForm.read(body);
        return dispatch.toThread(
                own.thread(),
                new ReturnReport(
                        own.thread(),
                        own.delivery(),
                        own.addressee(),
                        form.reason(),
                        viewer.identity(),
                        clock.instant()),
                viewer);
    }

    @PostMapping("/close")
    @Operation(
            operationId = "closeDelivery",
            summary = "終結する",
            description =
                    "Closes an acknowledged delivery; the thread closes when every competent authority has closed.")
    Reached close(@PathVariable UUID deliveryId, Viewer viewer) {
        Addressed own = deliveries.addressed(deliveryId, viewer);
        return dispatch.toThread(
                own.thread(),
                new CloseDelivery(own.thread(), own.delivery(), own.addressee(), viewer.identity(), clock.instant()),
                viewer);
    }

    @PostMapping("/reopening")
    @Operation(
            operationId = "reopenThread",
            summary = "事案を再開する",
            description = "Takes up again a thread that every competent authority had closed; each closes anew. What"
                    + " was owed, met or waived stays so.")
    Reached reopen(
            @PathVariable UUID deliveryId,
            @Schema(implementation = ReopeningForm.class) @RequestBody JsonNode body,
            Viewer viewer) {
        Addressed own = deliveries.addressed(deliveryId, viewer);
        ReopeningForm form = ReopeningForm.read(body);
        return dispatch.toThread(
                own.thread(),
                new ReopenThread(
                        own.thread(),
                        own.delivery(),
                        own.addressee(),
                        form.reason(),
                        viewer.identity(),
                        clock.instant()),
                viewer);
    }

    @PostMapping("/withdrawal-decision")
    @Operation(
            operationId = "decideWithdrawal",
            summary = "取下げの可否を決める",
            description = "Accepts or rejects a requested withdrawal; the thread is withdrawn only when every competent"
                    + " authority accepts.")
    Reached decideWithdrawal(
            @PathVariable UUID deliveryId,
            @Schema(implementation = WithdrawalForm.class) @RequestBody JsonNode body,
            Viewer viewer) {
        Addressed own = deliveries.addressed(deliveryId, viewer);
        WithdrawalForm form = WithdrawalForm.read(body);
        return dispatch.toThread(
                own.thread(),
                new DecideWithdrawal(
                        own.thread(),
                        own.delivery(),
                        own.addressee(),
                        form.decision() == WithdrawalForm.Decision.ACCEPT,
                        form.reason() == null ? "" : form.reason(),
                        viewer.identity(),
                        clock.instant()),
                viewer);
    }
}
