package noroshi.gateway.webhook;

/** 変更の種類. What was done with a webhook. */
enum Act {
    /** 登録. */
    CREATED,
    /** 変更. */
    CHANGED,
    /** 署名鍵の更新. */
    SECRET_ROTATED,
    /** 試験. */
    TESTED,
    /** 再送. */
    REPLAYED,
    /** 保留の期限切れ, by the hub: messages that could not be told in all their time were cleared away. */
    DISCARDED,
    /** 廃止による停止, by the hub. */
    DISABLED_AS_GONE,
    /** 削除. */
    DELETED
}
