package noroshi.gateway;

import java.util.List;
import java.util.Locale;
import noroshi.core.Problem;
import org.springframework.http.HttpStatus;

/** HTTPの問題. What can be wrong with a request before the filing is read. A name here is never renamed. */
enum GatewayProblem {
    CONTENT_TOO_LARGE(HttpStatus.CONTENT_TOO_LARGE, "本文は1 MiB以下にしてください", "the body may have 1 MiB at most"),
    FORBIDDEN(HttpStatus.FORBIDDEN, "この役割では行えない操作です", "this role never has this operation"),
    INTERNAL(HttpStatus.INTERNAL_SERVER_ERROR, "内部で問題が生じました", "something went wrong inside"),
    MALFORMED(HttpStatus.BAD_REQUEST, "本文がJSONとして読めません", "the body can't be read as JSON"),
    NOT_ACCEPTABLE(HttpStatus.NOT_ACCEPTABLE, "求められた形式では応答できません", "the answer has none of the accepted types"),
    NOT_FOUND(HttpStatus.NOT_FOUND, "見つかりません", "there is no such thing"),
    PARAMETER_INVALID(HttpStatus.BAD_REQUEST, "パラメータに誤りがあります", "a parameter is missing or can't be read"),
    UNAUTHENTICATED(HttpStatus.UNAUTHORIZED, "有効なトークンがありません", "there is no valid token"),
    UNAVAILABLE(
            HttpStatus.SERVICE_UNAVAILABLE,
            "一時的に受け付けられません。同じ内容をもう一度お送りください",
            "not available at the moment; send the same again"),
    UNSUPPORTED_MEDIA_TYPE(
            HttpStatus.UNSUPPORTED_MEDIA_TYPE, "application/json で送信してください", "send it as application/json");

    private final HttpStatus status;
    private final String ja;
    private final String en;

    GatewayProblem(HttpStatus status, String ja, String en) {
        this.status = status;
        this.ja = ja;
        this.en = en;
    }

    HttpStatus status() {
        return status;
    }

    Problem in(Locale locale) {
        String sentence = Problem.isJapanese(locale) ? ja : en;
        return Problem.of(status.value(), name(), sentence, sentence, List.of());
    }

    /** The problem of one parameter. */
    Problem of(String item, Locale locale) {
        String sentence = Problem.isJapanese(locale) ? ja : en;
        return Problem.of(
                status.value(), name(), sentence, sentence, List.of(new Problem.Item(item, name(), sentence)));
    }
}
