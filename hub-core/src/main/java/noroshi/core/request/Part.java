package noroshi.core.request;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import noroshi.core.deadline.Deadline;
import noroshi.core.obligation.Obligation.Told;
import noroshi.core.register.OperatorSlug;
import noroshi.core.report.Remark;
import noroshi.core.request.RequestEvent.OfAddressee;
import noroshi.core.request.RequestEvent.RequestAcknowledged;
import noroshi.core.request.RequestEvent.RequestAnswered;
import noroshi.core.request.RequestEvent.RequestClarified;
import noroshi.core.request.RequestEvent.RequestDeclined;
import noroshi.core.request.RequestEvent.RequestDueApproaching;
import noroshi.core.request.RequestEvent.RequestExtended;
import noroshi.core.request.RequestEvent.RequestOverdue;
import noroshi.core.request.RequestEvent.RequestPassedOn;
import noroshi.core.request.RequestEvent.RequestQuestioned;
import org.jspecify.annotations.Nullable;

/**
 * 宛先ごとの対応. What a request is to one addressee, who owes its answer alone.
 *
 * @param since from when on the time for the answer runs
 * @param dueBefore the first instant that is too late
 * @param told what the record says of that
 * @param acknowledgedAt when the addressee first did anything with it, or null
 * @param doneAt when the first complete answer came in, or that it declined; null while it owes one
 * @param declined why it does not comply, or null where it does
 * @param declines for what it has ever declined, also where it answered since
 * @param operators to whom it passed it on
 */
public record Part(
        Instant since,
        Instant dueBefore,
        Told told,
        @Nullable Instant acknowledgedAt,
        @Nullable Instant doneAt,
        List<RequestAnswer> answers,
        List<RequestQuestion> questions,
        List<Extension> extensions,
        @Nullable Declined declined,
        Set<Remark> declines,
        List<OperatorSlug> operators) {

    public Part {
        answers = List.copyOf(answers);
        questions = List.copyOf(questions);
        extensions = List.copyOf(extensions);
        declines = Set.copyOf(declines);
        operators = List.copyOf(operators);
    }

    /**
     * 辞退.
     *
     * @param reason null once it is erased
     */
    public record Declined(@Nullable Remark reason, Instant at) {}

    /** 対応の状況. */
    public enum Standing {
        /** 未確認. */
        ASKED,
        /** 受領確認済. */
        ACKNOWLEDGED,
        /** 期限超過. */
        OVERDUE,
        /** 回答済. */
        ANSWERED,
        /** 辞退. */
        DECLINED
    }

    static Part asked(Instant since, Instant dueBefore) {
        return new Part(
                since, dueBefore, Told.NOTHING, null, null, List.of(), List.of(), List.of(), null, Set.of(), List.of());
    }

    /** How it stands at {@code now}. */
    public Standing standing(Instant now) {
        if (declined != null) {
            return Standing.DECLINED;
        }
        if (doneAt != null) {
            return Standing.ANSWERED;
        }
        if (!now.isBefore(dueBefore)) {
            return Standing.OVERDUE;
        }
        return acknowledgedAt == null ? Standing.ASKED : Standing.ACKNOWLEDGED;
    }

    /** From when on there is something new to tell, or null where there is nothing more to tell. */
    @Nullable Instant toBeToldFrom() {
        if (doneAt != null && doneAt.isBefore(dueBefore)) {
            return null;
        }
        return switch (told) {
            case NOTHING -> approachesAt();
            case APPROACHING -> dueBefore;
            case PASSED -> null;
        };
    }

    /** What is to be told at {@code now}; a time that has passed approaches no more. */
    Told toTell(Instant now) {
        Instant from = toBeToldFrom();
        if (from == null || now.isBefore(from)) {
            return Told.NOTHING;
        }
        return now.isBefore(dueBefore) ? Told.APPROACHING : Told.PASSED;
    }

    Instant approachesAt() {
        return new Deadline(null, dueBefore).approachesAt(since);
    }

    /** The same after an event of this addressee. */
    Part after(OfAddressee event) {
        return switch (event) {
            case RequestAcknowledged it -> acted(it.at());
            case RequestAnswered it -> acted(it.at()).answered(it);
            case RequestQuestioned it ->
                acted(it.at()).asking(plus(questions, new RequestQuestion(it.question(), it.at(), null, null)));
            case RequestClarified it -> clarified(it);
            case RequestDeclined it -> acted(it.at()).declined(it);
            case RequestPassedOn it -> acted(it.at()).passedOn(it);
            case RequestExtended it -> extended(it);
            case RequestDueApproaching _ -> told(Told.APPROACHING);
            case RequestOverdue _ -> told(Told.PASSED);
        };
    }

    /** Who does anything with it has received it. */
    private Part acted(Instant at) {
        return acknowledgedAt == null
                ? new Part(
                        since,
                        dueBefore,
                        told,
                        at,
                        doneAt,
                        answers,
                        questions,
                        extensions,
                        declined,
                        declines,
                        operators)
                : this;
    }

    private Part answered(RequestAnswered event) {
        var answer = new RequestAnswer(event.text(), event.tlp(), event.complete(), event.at());
        boolean done = doneAt == null && event.complete();
        // an answer of any kind takes back that nothing would come
        boolean owesAgain = declined != null && !event.complete();
        return new Part(
                since,
                dueBefore,
                told,
                acknowledgedAt,
                owesAgain ? null : done ? event.at() : doneAt,
                plus(answers, answer),
                questions,
                extensions,
                null,
                declines,
                operators);
    }

    private Part declined(RequestDeclined event) {
        Set<Remark> all = new HashSet<>(declines);
        Stream.ofNullable(event.reason()).forEach(all::add);
        return new Part(
                since,
                dueBefore,
                told,
                acknowledgedAt,
                doneAt == null ? event.at() : doneAt,
                answers,
                questions,
                extensions,
                new Declined(event.reason(), event.at()),
                all,
                operators);
    }

    private Part clarified(RequestClarified event) {
        int last = Objects.requireNonNullElse(event.question(), questions.size());
        var all = new ArrayList<RequestQuestion>(questions);
        all.subList(0, last)
                .replaceAll(one ->
                        one.isOpen() ? new RequestQuestion(one.text(), one.at(), event.reply(), event.at()) : one);
        return asking(all);
    }

    private Part asking(List<RequestQuestion> all) {
        return new Part(
                since,
                dueBefore,
                told,
                acknowledgedAt,
                doneAt,
                answers,
                all,
                extensions,
                declined,
                declines,
                operators);
    }

    private Part passedOn(RequestPassedOn event) {
        var all = new LinkedHashSet<>(operators);
        all.addAll(event.operators());
        return new Part(
                since,
                dueBefore,
                told,
                acknowledgedAt,
                doneAt,
                answers,
                questions,
                extensions,
                declined,
                declines,
                List.copyOf(all));
    }

    /** Of another due time nothing is told yet. */
    private Part extended(RequestExtended event) {
        return new Part(
                event.at(),
                event.dueBefore(),
                Told.NOTHING,
                acknowledgedAt,
                doneAt,
                answers,
                questions,
                plus(extensions, new Extension(event.dueBefore(), event.reason(), event.at())),
                declined,
                declines,
                operators);
    }

    private Part told(Told now) {
        return new Part(
                since,
                dueBefore,
                now,
                acknowledgedAt,
                doneAt,
                answers,
                questions,
                extensions,
                declined,
                declines,
                operators);
    }

    private static <T> List<T> plus(List<T> list, T one) {
        var all = new ArrayList<>(list);
        all.add(one);
        return all;
    }
}
