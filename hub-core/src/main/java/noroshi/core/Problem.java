package noroshi.core;

import java.util.List;
import java.util.Locale;

/**
 * 問題の通知. An answer to bad input as RFC 9457 has it ({@code application/problem+json}), with a stable code.
 *
 * @param type a URI that names the kind of problem
 * @param status the HTTP status
 * @param code the stable code, a {@link Reason} or one of HTTP's own
 * @param detail a sentence in the caller's language
 * @param errors every fault there is, not the first alone; empty where there is but one thing to say
 */
public record Problem(String type, String title, int status, String code, String detail, List<Item> errors) {

    public Problem {
        errors = List.copyOf(errors);
    }

    /** 項目ごとの不備. */
    public record Item(String item, String code, String detail) {}

    /** The HTTP status that answers a refusal. What is not the caller's is answered like what does not exist. */
    public static int statusOf(Reason reason) {
        return switch (reason) {
            case IDEMPOTENCY_KEY_MISSING, PARAMETER_INVALID -> 400;
            case ASSET_UNKNOWN,
                    BULLETIN_UNKNOWN,
                    CAMPAIGN_UNKNOWN,
                    DELIVERY_UNKNOWN,
                    NOT_ADDRESSEE,
                    REQUEST_UNKNOWN,
                    THREAD_UNKNOWN -> 404;
            case AFTER_FINAL,
                    BULLETIN_CHANGED,
                    BULLETIN_ISSUED,
                    BULLETIN_NOT_APPROVED,
                    BULLETIN_NOT_ISSUED,
                    BULLETIN_RECALLED,
                    CAMPAIGN_CLOSED,
                    CAMPAIGN_MERGED,
                    CAMPAIGN_NOT_DECLARED,
                    CLOCK_BACKWARD,
                    DELIVERY_NOT_ACKNOWLEDGED,
                    DRAFT_FILED,
                    DRAFTS_FULL,
                    DUTY_OPEN,
                    IDEMPOTENCY_CONFLICT,
                    NOT_YET_MADE,
                    OFFICER_UNNAMED,
                    ONLY_ORIGINATOR_WIDENS,
                    PROPOSAL_DECIDED,
                    REQUEST_ANSWERED,
                    REQUEST_ENDED,
                    REQUEST_NOT_ONWARD,
                    REQUEST_NOT_QUESTIONED,
                    STAGE_NOT_ALLOWED,
                    THREAD_CLOSED,
                    THREAD_NOT_CLOSED,
                    THREAD_NOT_LINKED,
                    THREAD_WITHDRAWN,
                    TLP_CHANGED,
                    WEBHOOK_EXISTS,
                    WEBHOOK_TESTED_JUST_NOW,
                    WEBHOOKS_FULL,
                    WITHDRAWAL_NOT_REQUESTED,
                    WITHDRAWAL_PENDING -> 409;
            case DRAFT_CHANGED -> 412;
            case IF_MATCH_MISSING -> 428;
            case AWARENESS_IN_FUTURE,
                    CORPORATE_NUMBER_INVALID,
                    EXERCISE_MIXED,
                    FORM_NOT_IN_FORCE,
                    INVALID,
                    ITEM_NOT_MARKABLE,
                    LINE_REPEATED,
                    NOT_COMPETENT,
                    NOT_DESIGNATED,
                    NOT_SHAREABLE,
                    OPERATOR_UNKNOWN,
                    REPORT_UNKNOWN,
                    SCHEMA_UNKNOWN,
                    TELLTALE,
                    UNREADABLE -> 422;
        };
    }

    /** The problem of a refusal for {@code faults}, in Japanese or else in English. Its code is theirs if they agree. */
    public static Problem of(int status, List<Fault> faults, Locale locale) {
        boolean single = faults.size() == 1;
        List<Reason> reasons = faults.stream().map(Fault::code).distinct().toList();
        Reason reason = reasons.size() == 1 ? reasons.getFirst() : Reason.INVALID;
        return of(
                status,
                reason.name(),
                isJapanese(locale) ? reason.ja() : reason.en(),
                single ? sentence(faults.getFirst(), locale) : isJapanese(locale) ? reason.ja() : reason.en(),
                items(faults, locale));
    }

    /** Each fault by its item, in Japanese or else in English. */
    public static List<Item> items(List<Fault> faults, Locale locale) {
        return faults.stream()
                .map(fault -> new Item(fault.item(), fault.code().name(), sentence(fault, locale)))
                .toList();
    }

    public static Problem of(int status, String code, String title, String detail, List<Item> errors) {
        return new Problem("urn:noroshi:problem:" + code, title, status, code, detail, errors);
    }

    /** Japanese, unless it was English that was asked for. */
    public static boolean isJapanese(Locale locale) {
        return !Locale.ENGLISH.getLanguage().equals(locale.getLanguage());
    }

    private static String sentence(Fault fault, Locale locale) {
        return isJapanese(locale) ? fault.ja() : fault.en();
    }
}
