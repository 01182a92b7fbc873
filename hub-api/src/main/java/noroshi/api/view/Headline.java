package noroshi.api.view;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import noroshi.core.jurisdiction.AuthorityCode;
import noroshi.core.report.Consent;
import noroshi.core.report.Content;
import noroshi.core.report.Remark;
import noroshi.core.report.ReportId;
import noroshi.core.report.Stage;
import noroshi.core.thread.ReportThreadEvent;
import noroshi.core.thread.ReportThreadEvent.ConsentGranted;
import noroshi.core.thread.ReportThreadEvent.ConsentRevoked;
import noroshi.core.thread.ReportThreadEvent.CorrectionSubmitted;
import noroshi.core.thread.ReportThreadEvent.DeadlineApproaching;
import noroshi.core.thread.ReportThreadEvent.DeadlineMissed;
import noroshi.core.thread.ReportThreadEvent.DeliveriesMade;
import noroshi.core.thread.ReportThreadEvent.DeliveryClosed;
import noroshi.core.thread.ReportThreadEvent.ReceiptAcknowledged;
import noroshi.core.thread.ReportThreadEvent.ReportReturned;
import noroshi.core.thread.ReportThreadEvent.ReportSubmitted;
import noroshi.core.thread.ReportThreadEvent.RoutingDecided;
import noroshi.core.thread.ReportThreadEvent.SeverityAssessed;
import noroshi.core.thread.ReportThreadEvent.TargetExceeded;
import noroshi.core.thread.ReportThreadEvent.ThreadClosed;
import noroshi.core.thread.ReportThreadEvent.ThreadReopened;
import noroshi.core.thread.ReportThreadEvent.ThreadWithdrawn;
import noroshi.core.thread.ReportThreadEvent.TlpNarrowed;
import noroshi.core.thread.ReportThreadEvent.TlpWidened;
import noroshi.core.thread.ReportThreadEvent.WithdrawalAccepted;
import noroshi.core.thread.ReportThreadEvent.WithdrawalRejected;
import noroshi.core.thread.ReportThreadEvent.WithdrawalRequested;
import org.jspecify.annotations.Nullable;

/**
 * 見出し. An event in a line.
 *
 * @param what what happened, without anybody's words
 * @param words the words that go with it, or null
 * @param actor the authority that acted or was told, or null if it was none
 * @param report the submission it is or follows from, or null
 * @param content the content that it brought, or null if it brought none or it is erased
 */
public record Headline(
        String what,
        @Nullable String words,
        @Nullable AuthorityCode actor,
        @Nullable ReportId report,
        @Nullable Content content) {

    public static Headline of(ReportThreadEvent event) {
        return switch (event) {
            case ReportSubmitted it ->
                new Headline(stage(it.filing().stage()), title(it.content()), null, it.report(), it.content());
            case RoutingDecided it -> new Headline("振分け", null, null, it.report(), null);
            case DeliveriesMade it -> new Headline("送達", null, null, it.report(), null);
            case ReceiptAcknowledged it -> act("受領確認", null, it.authority());
            case ReportReturned it -> act("差戻し", Remark.text(it.reason()), it.authority());
            case CorrectionSubmitted it ->
                new Headline("補正", Remark.text(it.reason()), null, it.report(), it.content());
            case WithdrawalRequested it -> new Headline("取下げの申出", Remark.text(it.reason()), null, it.report(), null);
            case WithdrawalAccepted it -> act("取下げの承認", Remark.text(it.reason()), it.authority());
            case WithdrawalRejected it -> act("取下げの不承認", Remark.text(it.reason()), it.authority());
            case ThreadWithdrawn _ -> new Headline("取下げ", null, null, null, null);
            case DeadlineApproaching it -> act("期限間近", null, it.authority());
            case DeadlineMissed it -> act("期限経過", null, it.authority());
            case TargetExceeded it -> act("目標超過", null, it.authority());
            case DeliveryClosed it -> act("送達の終結", null, it.authority());
            case ThreadClosed _ -> new Headline("事案の終結", null, null, null, null);
            case ThreadReopened it -> reopened(it);
            case ConsentGranted it -> new Headline("同意の付与", items(it.consents()), null, it.report(), null);
            case ConsentRevoked it -> new Headline("同意の撤回", items(it.consents()), null, it.report(), null);
            case SeverityAssessed it ->
                act("深刻度の評価 " + it.severity().overall(), Remark.text(it.reason()), it.authority());
            case TlpNarrowed it -> relabelled("共有範囲の縮小 " + it.tlp(), it.reason(), it.authority());
            case TlpWidened it -> relabelled("共有範囲の拡大 " + it.tlp(), it.reason(), null);
        };
    }

    private static Headline relabelled(String what, @Nullable Remark reason, @Nullable AuthorityCode holder) {
        return holder == null
                ? new Headline(what, Remark.text(reason), null, null, null)
                : act(what, Remark.text(reason), holder);
    }

    private static Headline reopened(ThreadReopened it) {
        AuthorityCode authority = it.authority();
        return authority == null
                ? new Headline("事案の再開", null, null, it.report(), null)
                : act("事案の再開", Remark.text(it.reason()), authority);
    }

    private static String items(List<Consent> consents) {
        return consents.stream().map(Consent::item).collect(Collectors.joining(", "));
    }

    private static Headline act(String what, @Nullable String words, AuthorityCode actor) {
        return new Headline("%s (%s)".formatted(what, actor), words, actor, null, null);
    }

    private static String stage(Stage stage) {
        return switch (stage) {
            case PRELIMINARY -> "速報";
            case FOLLOW_UP -> "続報";
            case DETAILED -> "詳報";
            case FINAL -> "最終報";
        };
    }

    private static @Nullable String title(@Nullable Content content) {
        return content == null ? null : content.title();
    }

    /** The line with its words, for those who may read them. */
    public String full() {
        return words == null || words.isBlank() ? what : what + "：" + SearchText.storable(words);
    }

    /** The kind of an event as its stored name has it: {@code noroshi.ReportSubmitted} is REPORT_SUBMITTED. */
    public static String kind(String storedName) {
        return storedName
                .substring(storedName.lastIndexOf('.') + 1)
                .replaceAll("(?<=[a-z0-9])(?=[A-Z])", "_")
                .toUpperCase(Locale.ROOT);
    }
}
