package noroshi.core.request;

import java.time.Instant;
import java.util.List;
import noroshi.core.jurisdiction.AuthorityCode;
import noroshi.core.register.OperatorSlug;
import noroshi.core.report.Remark;
import noroshi.core.report.Tlp;
import org.axonframework.eventsourcing.annotation.EventTag;
import org.axonframework.messaging.eventhandling.annotation.Event;
import org.jspecify.annotations.Nullable;

/**
 * 要請の記録. Everything that can happen to a request. The tag {@code thread} names the key that seals its words, one a
 * request; the threads that it concerns are no tags of it, so that no filing waits for an officer's act.
 */
public sealed interface RequestEvent {

    RequestId request();

    Instant at();

    /** 宛先に関する記録. What concerns one addressee alone. */
    sealed interface OfAddressee extends RequestEvent {

        AuthorityCode authority();
    }

    /** 要請. */
    @Event(namespace = "noroshi", name = "RequestMade", version = "1")
    record RequestMade(
            @EventTag(key = "thread") RequestId request,
            RequestFacts facts,
            @Nullable RequestContent content,
            String by,
            Instant at)
            implements RequestEvent {}

    /** 受領確認. */
    @Event(namespace = "noroshi", name = "RequestAcknowledged", version = "1")
    record RequestAcknowledged(
            @EventTag(key = "thread") RequestId request, AuthorityCode authority, String by, Instant at)
            implements OfAddressee {}

    /** 回答. */
    @Event(namespace = "noroshi", name = "RequestAnswered", version = "1")
    record RequestAnswered(
            @EventTag(key = "thread") RequestId request,
            AuthorityCode authority,
            @Nullable Remark text,
            Tlp tlp,
            boolean complete,
            String by,
            Instant at)
            implements OfAddressee {}

    /** 質問. */
    @Event(namespace = "noroshi", name = "RequestQuestioned", version = "1")
    record RequestQuestioned(
            @EventTag(key = "thread") RequestId request,
            AuthorityCode authority,
            @Nullable Remark question,
            String by,
            Instant at)
            implements OfAddressee {}

    /**
     * 質問への回答.
     *
     * @param question the number of the last question that it answers, or null where it answers all that were asked before
     */
    @Event(namespace = "noroshi", name = "RequestClarified", version = "1")
    record RequestClarified(
            @EventTag(key = "thread") RequestId request,
            AuthorityCode authority,
            @Nullable Integer question,
            @Nullable Remark reply,
            String by,
            Instant at)
            implements OfAddressee {}

    /** 辞退. */
    @Event(namespace = "noroshi", name = "RequestDeclined", version = "1")
    record RequestDeclined(
            @EventTag(key = "thread") RequestId request,
            AuthorityCode authority,
            @Nullable Remark reason,
            String by,
            Instant at)
            implements OfAddressee {}

    /** 事業者への伝達. */
    @Event(namespace = "noroshi", name = "RequestPassedOn", version = "1")
    record RequestPassedOn(
            @EventTag(key = "thread") RequestId request,
            AuthorityCode authority,
            List<OperatorSlug> operators,
            String by,
            Instant at)
            implements OfAddressee {

        public RequestPassedOn {
            operators = List.copyOf(operators);
        }
    }

    /** 期限の延長. */
    @Event(namespace = "noroshi", name = "RequestExtended", version = "1")
    record RequestExtended(
            @EventTag(key = "thread") RequestId request,
            AuthorityCode authority,
            Instant dueBefore,
            @Nullable Remark reason,
            String by,
            Instant at)
            implements OfAddressee {}

    /**
     * 回答期限間近.
     *
     * @param at when it came about, whenever it is told
     */
    @Event(namespace = "noroshi", name = "RequestDueApproaching", version = "1")
    record RequestDueApproaching(
            @EventTag(key = "thread") RequestId request, AuthorityCode authority, Instant dueBefore, Instant at)
            implements OfAddressee {}

    /**
     * 回答期限経過.
     *
     * @param at when it came about, whenever it is told
     */
    @Event(namespace = "noroshi", name = "RequestOverdue", version = "1")
    record RequestOverdue(@EventTag(key = "thread") RequestId request, AuthorityCode authority, Instant at)
            implements OfAddressee {}

    /** 終結. */
    @Event(namespace = "noroshi", name = "RequestClosed", version = "1")
    record RequestClosed(
            @EventTag(key = "thread") RequestId request,
            @Nullable Remark reason,
            String by,
            Instant at) implements RequestEvent {}

    /** 取消し. */
    @Event(namespace = "noroshi", name = "RequestCancelled", version = "1")
    record RequestCancelled(
            @EventTag(key = "thread") RequestId request,
            @Nullable Remark reason,
            String by,
            Instant at) implements RequestEvent {}
}
