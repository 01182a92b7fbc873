package noroshi.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import noroshi.core.Fault;
import noroshi.core.Problem;
import noroshi.ledger.EventJson;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;

/** HTTPの問題. What can be wrong with a request before the domain is asked. A name here is never renamed. */
public enum HttpProblem {
    BAD_REQUEST(HttpStatus.BAD_REQUEST, "要求を読み取れません", "the request can't be read"),
    CONCURRENT_CHANGE(
            HttpStatus.CONFLICT, "同時に変更されたため処理できませんでした。もう一度お試しください", "others changed it at the same time; try again"),
    CONTENT_TOO_LARGE(HttpStatus.CONTENT_TOO_LARGE, "本文は1 MiB以下にしてください", "the body may have 1 MiB at most"),
    FORBIDDEN(HttpStatus.FORBIDDEN, "この役割では行えない操作です", "this role never has this operation"),
    INTERNAL(HttpStatus.INTERNAL_SERVER_ERROR, "内部で問題が生じました", "something went wrong inside"),
    MALFORMED(HttpStatus.BAD_REQUEST, "本文がJSONとして読めません", "the body can't be read as JSON"),
    METHOD_NOT_ALLOWED(HttpStatus.METHOD_NOT_ALLOWED, "このメソッドは使えません", "this method can't be used here"),
    NOT_ACCEPTABLE(HttpStatus.NOT_ACCEPTABLE, "求められた形式では応答できません", "the answer has none of the accepted types"),
    NOT_FOUND(HttpStatus.NOT_FOUND, "見つかりません", "there is no such thing"),
    UNAUTHENTICATED(HttpStatus.UNAUTHORIZED, "有効なトークンがありません", "there is no valid token"),
    UNAVAILABLE(
            HttpStatus.SERVICE_UNAVAILABLE,
            "一時的に処理できません。同じ内容をもう一度お送りください",
            "not available at the moment; send the same again"),
    UNSUPPORTED_MEDIA_TYPE(
            HttpStatus.UNSUPPORTED_MEDIA_TYPE,
            "この呼出しの受け付ける形式 (多くは application/json) で送信してください",
            "send it in the media type of this call, mostly application/json");

    /** Long enough for a fail-over to end, short enough for somebody who waits. */
    private static final String RETRY_AFTER_SECONDS = "2";

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

    /** The answer in the caller's language. */
    public ResponseEntity<Problem> answer(HttpServletRequest request) {
        var answer = ResponseEntity.status(status).contentType(MediaType.APPLICATION_PROBLEM_JSON);
        if (this == UNAVAILABLE) {
            answer.header(HttpHeaders.RETRY_AFTER, RETRY_AFTER_SECONDS);
        }
        return answer.body(in(Language.of(request)));
    }

    /** The same where no controller answers. */
    void write(HttpServletRequest request, HttpServletResponse response) throws IOException {
        response.setStatus(status.value());
        response.setContentType(TaxiiProblem.type(request).toString());
        if (this == UNAVAILABLE) {
            response.setHeader(HttpHeaders.RETRY_AFTER, RETRY_AFTER_SECONDS);
        }
        Object body = TaxiiProblem.body(in(Language.of(request)), request);
        response.getOutputStream().write(EventJson.mapper().writeValueAsBytes(body));
    }

    private Problem in(Locale locale) {
        String sentence = Problem.isJapanese(locale) ? ja : en;
        return Problem.of(status.value(), name(), sentence, sentence, List.of());
    }

    /** Faults as a good answer may list them too, in the caller's language. */
    public static List<Problem.Item> items(List<Fault> faults, HttpServletRequest request) {
        return Problem.items(faults, Language.of(request));
    }

    /** What answers those faults, by the status of their kind. */
    public static ResponseEntity<Problem> answer(int status, List<Fault> faults, HttpServletRequest request) {
        return ResponseEntity.status(status)
                .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                .body(Problem.of(status, faults, Language.of(request)));
    }
}
