package noroshi.core;

/**
 * 拒否理由. Why something is refused; the stable code that stands in answers, in the ledger and in
 * the metrics. A name here is never renamed or reused.
 */
public enum Reason {
    AFTER_FINAL("最終報の後の報告は受け付けられません", "nothing is taken after the final report"),
    ASSET_UNKNOWN("該当する資産の届出がありません", "no such asset has been notified"),
    AWARENESS_IN_FUTURE("認知日時が未来です", "the time of awareness lies in the future"),
    BULLETIN_CHANGED("情報提供の案は改められています", "the draft of the bulletin has changed"),
    BULLETIN_ISSUED("情報提供は発出されています", "the bulletin is issued"),
    BULLETIN_NOT_APPROVED("発信者の承認がありません", "an originator has not approved the bulletin"),
    BULLETIN_NOT_ISSUED("情報提供は発出されていません", "the bulletin is not issued"),
    BULLETIN_RECALLED("情報提供は回収されています", "the bulletin is recalled"),
    BULLETIN_UNKNOWN("該当する情報提供がありません", "no such bulletin"),
    CAMPAIGN_CLOSED("攻撃キャンペーンは終結しています", "the campaign is closed"),
    CAMPAIGN_MERGED("攻撃キャンペーンは別のものに統合されています", "the campaign is merged into another"),
    CAMPAIGN_NOT_DECLARED("攻撃キャンペーンは宣言されていません", "the campaign is not declared"),
    CAMPAIGN_UNKNOWN("該当する攻撃キャンペーンがありません", "no such campaign"),
    CLOCK_BACKWARD("時計は戻せません", "the clock never runs back"),
    CORPORATE_NUMBER_INVALID("法人番号の検査用数字が合いません", "the corporate number's check digit is wrong"),
    DELIVERY_NOT_ACKNOWLEDGED("この送達の受領がまだ確認されていません", "the receipt of the delivery has not been acknowledged yet"),
    DELIVERY_UNKNOWN("該当する送達がありません", "no such delivery"),
    DRAFT_CHANGED("下書きは他の人に変更されています", "somebody else has changed the draft"),
    DRAFT_FILED("下書きは提出済みか、提出の途中です", "the draft is filed, or on its way"),
    DRAFTS_FULL("下書きの数が上限です", "there are as many drafts as there may be"),
    DUTY_OPEN("報告義務が残っています", "a duty to report is still open"),
    EXERCISE_MIXED("訓練とそうでないものは混ぜられません", "drills and what is real never mix"),
    FORM_NOT_IN_FORCE("この様式は提出日に施行されていません", "the form is not in force on the day of filing"),
    IDEMPOTENCY_CONFLICT("同じ冪等キーが別の内容に使われています", "the idempotency key was used for another content"),
    IDEMPOTENCY_KEY_MISSING("冪等キーがありません", "there is no idempotency key"),
    IF_MATCH_MISSING("変更する版の指定がありません", "which version is to be changed was not said"),
    INVALID("内容に誤りがあります", "the content is not valid"),
    ITEM_NOT_MARKABLE("この項目には秘匿の標識を付けられません", "the item can't be marked to be kept back"),
    LINE_REPEATED("同じ識別子の行が前にあります", "an earlier line has the same identifier"),
    NOT_ADDRESSEE("この送達の宛先ではありません", "not the addressee of this delivery"),
    NOT_COMPETENT("所管省庁ではないため決定できません", "only a competent authority decides this"),
    NOT_DESIGNATED("この事業について指定を受けていません", "the operator is not designated for the business"),
    NOT_SHAREABLE("この事案からは情報提供できません", "no bulletin may draw on this thread"),
    NOT_YET_MADE("まだ送達されていません", "the delivery has not been made yet"),
    OFFICER_UNNAMED("担当官を示さない認証では行えません", "only an officer whom the token names may do this"),
    ONLY_ORIGINATOR_WIDENS("共有範囲を広げられるのは発信者だけです", "only the originator may widen the label"),
    OPERATOR_UNKNOWN("登録のない事業者です", "the operator is not in the register"),
    PARAMETER_INVALID("パラメータに誤りがあります", "a parameter is missing or can't be read"),
    PROPOSAL_DECIDED("提案は既に決定されています", "the proposal is decided already"),
    REPORT_UNKNOWN("該当する報告がありません", "no such report"),
    REQUEST_ANSWERED("要請は既に回答されています", "the request is answered already"),
    REQUEST_ENDED("要請は終結しているか、取り消されています", "the request is closed or cancelled"),
    REQUEST_NOT_ONWARD("この要請は事業者に伝達できません", "the request may not be passed on to operators"),
    REQUEST_NOT_QUESTIONED("回答を待つ質問がありません", "no question waits for a reply"),
    REQUEST_UNKNOWN("該当する要請がありません", "no such request"),
    SCHEMA_UNKNOWN("値の形式(スキーマ)が不明です", "the schema of the value is not known"),
    STAGE_NOT_ALLOWED("この段階の報告はここでは提出できません", "a report of this stage can't be filed here"),
    TELLTALE("発信者の特定につながる記載があります", "something could tell whose incident it is"),
    THREAD_CLOSED("事案は終結しています", "the thread is closed"),
    THREAD_NOT_CLOSED("事案は終結していません", "the thread is not closed"),
    THREAD_NOT_LINKED("事案はこの攻撃キャンペーンに属していません", "the thread is none of the campaign's"),
    THREAD_UNKNOWN("該当する事案がありません", "no such thread"),
    THREAD_WITHDRAWN("事案は取り下げられています", "the thread is withdrawn"),
    TLP_CHANGED("共有範囲は変更されています", "the label has changed"),
    UNREADABLE("値を読み取れません", "the value can't be read"),
    WEBHOOK_EXISTS("この宛先はすでに登録されています", "the endpoint is registered already"),
    WEBHOOK_TESTED_JUST_NOW("試験通知は送信したばかりです", "a test was sent just now"),
    WEBHOOKS_FULL("ウェブフックの数が上限です", "there are as many webhooks as there may be"),
    WITHDRAWAL_NOT_REQUESTED("取下げの申出がありません", "no withdrawal has been requested"),
    WITHDRAWAL_PENDING("取下げの申出を審査中です", "a withdrawal is being decided");

    private final String ja;
    private final String en;

    Reason(String ja, String en) {
        this.ja = ja;
        this.en = en;
    }

    /** The reason as a Japanese phrase without a full stop. */
    public String ja() {
        return ja;
    }

    /** The reason as an English phrase without a full stop. */
    public String en() {
        return en;
    }
}
