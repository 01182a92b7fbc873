package noroshi.core.register;

import java.time.Instant;
import org.axonframework.eventsourcing.annotation.EventTag;
import org.axonframework.messaging.eventhandling.annotation.Event;

/** 登録簿の記録. What has happened to one operator's entry. */
public sealed interface OperatorEvent {

    /** When the register was changed. */
    Instant at();

    /** 登録. The operator is in the register for the first time. */
    @Event(namespace = "noroshi", name = "OperatorRegistered", version = "1")
    record OperatorRegistered(
            @EventTag(key = "operator") OperatorSlug operator, OperatorEntry entry, String by, Instant at)
            implements OperatorEvent {}

    /** 変更. The register says something else of the operator, and all of it is here. */
    @Event(namespace = "noroshi", name = "OperatorRevised", version = "1")
    record OperatorRevised(
            @EventTag(key = "operator") OperatorSlug operator, OperatorEntry entry, String by, Instant at)
            implements OperatorEvent {}
}
