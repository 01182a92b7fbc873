package noroshi.gateway.webhook;

import com.google.common.collect.ImmutableSet;
import com.google.common.collect.Sets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import noroshi.core.sharing.Viewer.Role;

/** 通知の種類. What a webhook can be told of, and whom it can concern at all. A code here is never renamed. */
enum NewsKind {
    /** 受理. A filing of the operator's became part of its thread. */
    REPORT_RECORDED("report.recorded", Whom.OPERATORS),
    /** 不受理. A filing of the operator's could not be taken. */
    REPORT_REFUSED("report.refused", Whom.OPERATORS),
    /** 送達. To the operator: to whom; to an authority: its own. */
    DELIVERY_MADE("delivery.made", Whom.PARTIES),
    /** 受領確認. */
    DELIVERY_ACKNOWLEDGED("delivery.acknowledged", Whom.OPERATORS),
    /** 差戻し. */
    DELIVERY_RETURNED("delivery.returned", Whom.OPERATORS),
    /** 送達の終結. */
    DELIVERY_CLOSED("delivery.closed", Whom.OPERATORS),
    /** 義務の変更. Duties arose, moved, or no longer stand. */
    OBLIGATIONS_CHANGED("obligations.changed", Whom.OPERATORS),
    /** 期限間近. */
    DEADLINE_APPROACHING("deadline.approaching", Whom.PARTIES),
    /** 期限経過. */
    DEADLINE_MISSED("deadline.missed", Whom.PARTIES),
    /** 目標超過. Nothing illegal. */
    TARGET_EXCEEDED("target.exceeded", Whom.PARTIES),
    /** 取下げの承認, by one authority. */
    WITHDRAWAL_ACCEPTED("withdrawal.accepted", Whom.OPERATORS),
    /** 取下げの不承認. */
    WITHDRAWAL_REJECTED("withdrawal.rejected", Whom.OPERATORS),
    /** 取下げ. */
    THREAD_WITHDRAWN("thread.withdrawn", Whom.PARTIES),
    /** 終結. */
    THREAD_CLOSED("thread.closed", Whom.PARTIES),
    /** 再開. */
    THREAD_REOPENED("thread.reopened", Whom.PARTIES),
    /** 共有範囲の変更. How far the thread may be passed on is another than before. */
    THREAD_LABEL_CHANGED("thread.label_changed", Whom.PARTIES),
    /** 発信者への照会. A draft draws on the operator's threads and waits for its approval. */
    BULLETIN_APPROVAL_REQUESTED("bulletin.approval_requested", Whom.OPERATORS),
    /** 情報提供. It may be read from now on. */
    BULLETIN_ISSUED("bulletin.issued", Whom.OWNERS),
    /** 回収. */
    BULLETIN_RECALLED("bulletin.recalled", Whom.OWNERS),
    /** 照会・対応要請. Something is asked of the authority. */
    REQUEST_MADE("request.made", Whom.ASKED),
    /** 要請の変更. A question was answered, or there is more time. */
    REQUEST_CHANGED("request.changed", Whom.ASKED),
    /** 回答期限間近. */
    REQUEST_APPROACHING("request.approaching", Whom.ASKED),
    /** 回答期限経過. To the addressee, and to the national office. */
    REQUEST_OVERDUE("request.overdue", Whom.OFFICERS),
    /** 宛先の対応. An addressee received it, answered, asked back or declined; to the national office. */
    REQUEST_REPLIED("request.replied", Whom.OFFICE),
    /** 事業者への伝達. A ministry passed it on to the operator. */
    REQUEST_PASSED_ON("request.passed_on", Whom.OPERATORS),
    /** 要請の終結・取消し. */
    REQUEST_ENDED("request.ended", Whom.ASKED_OR_TOLD),
    /** 通知の保留. Another endpoint of the organisation could not be told for days; at most once a day. */
    WEBHOOK_PARKED("webhook.parked", Whom.OWNERS),
    /** 通知の停止. Another endpoint of the organisation answered that it is gone. */
    WEBHOOK_DISABLED("webhook.disabled", Whom.OWNERS);

    /** Who may have webhooks, and who of them is party to a thread. */
    private static final class Whom {

        static final ImmutableSet<Role> OPERATORS = Sets.immutableEnumSet(Role.OPERATOR);
        static final ImmutableSet<Role> OFFICE = Sets.immutableEnumSet(Role.NCO);
        static final ImmutableSet<Role> ASKED =
                Sets.immutableEnumSet(Role.MINISTRY, Role.PM_CAO, Role.PPC, Role.POLICE);
        static final ImmutableSet<Role> OFFICERS =
                Sets.immutableEnumSet(Role.MINISTRY, Role.NCO, Role.PM_CAO, Role.PPC, Role.POLICE);
        static final ImmutableSet<Role> ASKED_OR_TOLD =
                Sets.immutableEnumSet(Role.OPERATOR, Role.MINISTRY, Role.PM_CAO, Role.PPC, Role.POLICE);
        static final ImmutableSet<Role> PARTIES =
                Sets.immutableEnumSet(Role.OPERATOR, Role.MINISTRY, Role.NCO, Role.PM_CAO, Role.PPC, Role.POLICE);
        static final ImmutableSet<Role> OWNERS = Sets.immutableEnumSet(
                Role.OPERATOR, Role.MINISTRY, Role.NCO, Role.PM_CAO, Role.PPC, Role.POLICE, Role.CEPTOAR, Role.COUNCIL);
    }

    private final String code;
    private final ImmutableSet<Role> roles;

    NewsKind(String code, ImmutableSet<Role> roles) {
        this.code = code;
        this.roles = roles;
    }

    /** As it stands in messages. */
    String code() {
        return code;
    }

    boolean concerns(Role role) {
        return roles.contains(role);
    }

    static Optional<NewsKind> of(String code) {
        return Arrays.stream(values()).filter(kind -> kind.code.equals(code)).findFirst();
    }

    /** All that can concern that role. */
    static List<NewsKind> of(Role role) {
        return Arrays.stream(values()).filter(kind -> kind.concerns(role)).toList();
    }
}
