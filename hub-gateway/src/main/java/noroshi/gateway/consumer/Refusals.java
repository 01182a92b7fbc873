package noroshi.gateway.consumer;

import java.util.concurrent.CompletableFuture;
import noroshi.core.report.SubmissionCommand.RefuseSubmission;
import noroshi.gateway.wire.Received;

/** 不受理の公表. Tells the world of what could not be taken; done once the broker has it. */
@FunctionalInterface
interface Refusals {

    CompletableFuture<Void> publish(RefuseSubmission refused, Received record);
}
