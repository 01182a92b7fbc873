package noroshi.core.request;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import noroshi.core.bulletin.BulletinId;
import noroshi.core.campaign.CampaignId;
import noroshi.core.jurisdiction.AuthorityCode;
import noroshi.core.register.OperatorSlug;
import noroshi.core.report.Remark;
import noroshi.core.report.ThreadId;
import noroshi.core.report.Tlp;
import org.axonframework.messaging.commandhandling.annotation.Command;
import org.jspecify.annotations.Nullable;

/** 要請に関する申請. What can be asked of a request. Repeated, each changes nothing. */
public sealed interface RequestCommand {

    RequestId request();

    Instant at();

    /** The ids of all that it concerns, each of which names a key in the record. */
    default Set<UUID> concerned() {
        return Set.of();
    }

    /** 要請. The national office asks its addressees. */
    @Command(namespace = "noroshi", name = "MakeRequest", version = "1")
    record MakeRequest(RequestId request, RequestFacts facts, RequestContent content, String by, Instant at)
            implements RequestCommand {

        @Override
        public Set<UUID> concerned() {
            return Stream.of(
                            facts.threads().stream().map(ThreadId::value),
                            facts.campaigns().stream().map(CampaignId::value),
                            facts.bulletins().stream().map(BulletinId::value))
                    .flatMap(ids -> ids)
                    .collect(Collectors.toUnmodifiableSet());
        }
    }

    /** 宛先の行為. What an addressee does with it. */
    sealed interface AddresseesAct extends RequestCommand {

        AuthorityCode authority();

        /** Which person does it. */
        String by();
    }

    /** 受領確認. */
    @Command(namespace = "noroshi", name = "AcknowledgeRequest", version = "1")
    record AcknowledgeRequest(RequestId request, AuthorityCode authority, String by, Instant at)
            implements AddresseesAct {}

    /**
     * 回答.
     *
     * @param complete 最終回答. Whether nothing is owed any more; what is added later is taken all the same
     */
    @Command(namespace = "noroshi", name = "AnswerRequest", version = "1")
    record AnswerRequest(
            RequestId request, AuthorityCode authority, Remark text, Tlp tlp, boolean complete, String by, Instant at)
            implements AddresseesAct {}

    /** 質問. */
    @Command(namespace = "noroshi", name = "QuestionRequest", version = "1")
    record QuestionRequest(RequestId request, AuthorityCode authority, Remark question, String by, Instant at)
            implements AddresseesAct {}

    /** 辞退. A ministry does not comply, and says why: the national office coordinates, it does not command. */
    @Command(namespace = "noroshi", name = "DeclineRequest", version = "1")
    record DeclineRequest(RequestId request, AuthorityCode authority, Remark reason, String by, Instant at)
            implements AddresseesAct {}

    /** 事業者への伝達. Operators of its sectors may read what was asked from here on. */
    @Command(namespace = "noroshi", name = "PassRequestOn", version = "1")
    record PassRequestOn(
            RequestId request, AuthorityCode authority, List<OperatorSlug> operators, String by, Instant at)
            implements AddresseesAct {

        public PassRequestOn {
            operators = List.copyOf(operators);
        }
    }

    /**
     * 質問への回答. The national office replies to what {@code authority} has asked.
     *
     * @param question the number, from 1, of the last question that was read; those after it stay open
     */
    @Command(namespace = "noroshi", name = "ClarifyRequest", version = "1")
    record ClarifyRequest(RequestId request, AuthorityCode authority, int question, Remark reply, String by, Instant at)
            implements RequestCommand {}

    /**
     * 期限の延長.
     *
     * @param authority for whom alone, or null for all who still owe an answer
     */
    @Command(namespace = "noroshi", name = "ExtendRequest", version = "1")
    record ExtendRequest(
            RequestId request,
            @Nullable AuthorityCode authority,
            Instant dueBefore,
            @Nullable Remark reason,
            String by,
            Instant at)
            implements RequestCommand {}

    /** 終結. The national office has what it needs. */
    @Command(namespace = "noroshi", name = "CloseRequest", version = "1")
    record CloseRequest(RequestId request, @Nullable Remark reason, String by, Instant at) implements RequestCommand {}

    /** 取消し. Nothing is asked any more. */
    @Command(namespace = "noroshi", name = "CancelRequest", version = "1")
    record CancelRequest(RequestId request, Remark reason, String by, Instant at) implements RequestCommand {}

    /** 告知. Has the record say what is due. */
    @Command(namespace = "noroshi", name = "TellRequest", version = "1")
    record TellRequest(RequestId request, Instant at) implements RequestCommand {}
}
