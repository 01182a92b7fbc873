package noroshi.api;

import java.util.List;
import java.util.Locale;
import noroshi.core.Problem;
import noroshi.core.Problem.Item;
import org.springframework.http.HttpStatus;

/** HTTPの問題. What can be wrong with a request before the domain is asked. A name here is never renamed. */
enum HttpProblem {
    CONCURRENT_CHANGE(
            HttpStatus.CONFLICT, "同時に変更されたため処理できませんでした。もう一度お試しください", "others changed it at the same time; try again"),
    FORBIDDEN(HttpStatus.FORBIDDEN, "この役割では行えない操作です", "this role never has this operation"),
    INTERNAL(HttpStatus.INTERNAL_SERVER_ERROR, "内部で問題が生じました", "something went wrong inside"),
    MALFORMED(HttpStatus.BAD_REQUEST, "本文がJSONとして読めません", "the body can't be read as JSON"),
    METHOD_NOT_ALLOWED(HttpStatus.METHOD_NOT_ALLOWED, "このメソッドは使えません", "this method can't be used here"),
    NOT_ACCEPTABLE(HttpStatus.NOT_ACCEPTABLE, "求められた形式では応答できません", "the answer has none of the accepted types"),
    NOT_FOUND(HttpStatus.NOT_FOUND, "見つかりません", "there is no such thing"),
    PARAMETER_INVALID(HttpStatus.BAD_REQUEST, "パラメータに誤りがあります", "a parameter is missing or can't be read"),
    UNAUTHENTICATED(HttpStatus.UNAUTHORIZED, "有効なトークンがありません", "there is no valid token"),
    UNAVAILABLE(HttpStatus.SERVICE_UNAVAILABLE, "一時的に応答できません。もう一度お試しください", "not available at the moment; try again"),
    UNSUPPORTED_MEDIA_TYPE(
            HttpStatus.UNSUPPORTED_MEDIA_TYPE, "application/json で送信してください", "send it as application/json");

    private final HttpStatus status;
    private final String ja;
    private final String en;

    HttpProblem(HttpStatus status, String ja, String en) {
        this.status = status;
        this.ja = ja;
        this.en = en;
    }

    HttpStatus status() {
        return status;
    }

    Problem in(Locale locale) {
        return problem(locale, List.of());
    }

    /** The problem of one parameter. */
    Problem of(String item, Locale locale) {
        return problem(locale, List.of(new Item(item, name(), sentence(locale))));
    }

    private Problem problem(Locale locale, List<Item> items) {
        return Problem.of(status.value(), name(), sentence(locale), sentence(locale), items);
    }

    private String sentence(Locale locale) {
        return Problem.isJapanese(locale) ? ja : en;
    }
}
