package noroshi.api.view.request;

import static noroshi.api.view.Times.inTokyo;
import static noroshi.api.view.Times.inTokyoOrNull;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import noroshi.api.view.Reads;
import noroshi.api.view.request.RequestItem.AnswerItem;
import noroshi.api.view.request.RequestItem.ExtensionItem;
import noroshi.api.view.request.RequestItem.PartItem;
import noroshi.api.view.request.RequestItem.QuestionItem;
import noroshi.api.view.request.RequestItem.State;
import noroshi.core.bulletin.BulletinId;
import noroshi.core.campaign.CampaignId;
import noroshi.core.jurisdiction.AuthorityCode;
import noroshi.core.register.OperatorSlug;
import noroshi.core.report.Remark;
import noroshi.core.report.ThreadId;
import noroshi.core.report.Tlp;
import noroshi.core.request.Part;
import noroshi.core.request.Request.Ended;
import noroshi.core.request.Request.Made;
import noroshi.core.request.RequestContent;
import noroshi.core.request.RequestDisclosure;
import noroshi.core.request.RequestFacts;
import noroshi.core.request.RequestQuestion;
import noroshi.core.sharing.Viewer;
import org.jspecify.annotations.Nullable;

/**
 * 要請票. Requests as one viewer may read them.
 *
 * @param now by which an answer is late
 */
record RequestSheet(Viewer viewer, Subjects subjects, Instant now) {

    /** A line of a list. */
    Stream<RequestItem> line(Made request) {
        return item(request, false);
    }

    /** The same with all that it concerns. */
    Stream<RequestItem> whole(Made request) {
        return item(request, true);
    }

    private Stream<RequestItem> item(Made request, boolean whole) {
        RequestDisclosure disclosure = RequestDisclosure.of(viewer, request);
        if (disclosure == RequestDisclosure.NONE) {
            return Stream.of();
        }
        RequestFacts facts = request.asked().facts();
        if (disclosure.showsWords() && isRed(disclosure, request)) {
            Reads.note(Reads.Kind.REQUEST, request.asked().id());
        }
        RequestContent content = disclosure.showsWords() ? request.asked().content() : null;
        boolean concerned = whole && disclosure.showsWords();
        Ended ended = request instanceof Ended it ? it : null;
        return Stream.of(new RequestItem(
                request.asked().id().value(),
                State.of(request),
                content == null ? null : content.title(),
                content == null ? null : content.text(),
                facts.tlp(),
                facts.exercise(),
                facts.onward(),
                inTokyo(request.asked().at()),
                concerned ? known(facts.threads(), one -> subjects.knows(viewer, one), ThreadId::value) : null,
                concerned ? known(facts.campaigns(), one -> subjects.knows(viewer, one), CampaignId::value) : null,
                concerned ? known(facts.bulletins(), one -> subjects.knows(viewer, one), BulletinId::value) : null,
                request.parts().entrySet().stream()
                        .flatMap(one -> part(disclosure, one.getKey(), one.getValue()))
                        .toList(),
                ended == null ? null : inTokyo(ended.at()),
                ended == null || !disclosure.showsReasons() ? null : text(ended.reason())));
    }

    /** Whether anything that the viewer is shown of it is RED: the request, or an answer. */
    private boolean isRed(RequestDisclosure disclosure, Made request) {
        return request.asked().facts().tlp() == Tlp.RED
                || request.parts().entrySet().stream()
                        .filter(one -> disclosure.showsPart(viewer, one.getKey()))
                        .flatMap(one -> one.getValue().answers().stream())
                        .anyMatch(answer -> answer.tlp() == Tlp.RED);
    }

    private static <T> List<UUID> known(List<T> all, Predicate<T> isKnown, Function<T, UUID> id) {
        return all.stream().filter(isKnown).map(id).toList();
    }

    private Stream<PartItem> part(RequestDisclosure disclosure, AuthorityCode ministry, Part part) {
        return switch (disclosure) {
            case NONE -> Stream.of();
            case PASSED_ON ->
                part.operators().stream()
                        .filter(operator -> operator.value().equals(viewer.organisation()))
                        .map(_ -> new PartItem(
                                ministry.value(), null, inTokyo(part.dueBefore()), null, null, null, null, null, null));
            case WORDLESS -> viewer.authority().filter(ministry::equals).map(_ -> bare(ministry, part)).stream();
            case OWN_PART, FULL ->
                disclosure.showsPart(viewer, ministry) ? Stream.of(full(ministry, part)) : Stream.of();
        };
    }

    private PartItem bare(AuthorityCode ministry, Part part) {
        return new PartItem(
                ministry.value(),
                part.standing(now),
                inTokyo(part.dueBefore()),
                inTokyoOrNull(part.acknowledgedAt()),
                null,
                null,
                null,
                null,
                null);
    }

    private PartItem full(AuthorityCode ministry, Part part) {
        return new PartItem(
                ministry.value(),
                part.standing(now),
                inTokyo(part.dueBefore()),
                inTokyoOrNull(part.acknowledgedAt()),
                part.answers().stream()
                        .map(one ->
                                new AnswerItem(Remark.text(one.text()), one.tlp(), one.complete(), inTokyo(one.at())))
                        .toList(),
                questions(part.questions()),
                part.extensions().stream()
                        .map(one -> new ExtensionItem(inTokyo(one.dueBefore()), text(one.reason()), inTokyo(one.at())))
                        .toList(),
                part.declined() == null ? null : Remark.text(part.declined().reason()),
                part.operators().stream().map(OperatorSlug::value).toList());
    }

    private static List<QuestionItem> questions(List<RequestQuestion> asked) {
        return IntStream.range(0, asked.size())
                .mapToObj(number -> {
                    RequestQuestion one = asked.get(number);
                    return new QuestionItem(
                            number + 1,
                            Remark.text(one.text()),
                            inTokyo(one.at()),
                            text(one.reply()),
                            inTokyoOrNull(one.repliedAt()));
                })
                .toList();
    }

    private static @Nullable String text(@Nullable Remark remark) {
        return remark == null ? null : remark.value();
    }
}
