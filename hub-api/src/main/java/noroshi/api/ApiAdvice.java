package noroshi.api;

import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Locale;
import noroshi.api.desk.NotVisible;
import noroshi.api.desk.Unacceptable;
import noroshi.api.desk.ViewBehind;
import noroshi.core.Fault;
import noroshi.core.Problem;
import noroshi.core.Reason;
import noroshi.core.Refused;
import noroshi.ledger.ConcurrentChange;
import noroshi.ledger.LedgerUnavailable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.RecoverableDataAccessException;
import org.springframework.dao.TransientDataAccessException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.web.HttpMediaTypeNotAcceptableException;
import org.springframework.web.HttpMediaTypeNotSupportedException;
import org.springframework.web.bind.MissingServletRequestParameterException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;

/** 問題の応答. What goes wrong at a desk or in a view, as RFC 9457 has it; never a word of what is inside. */
@RestControllerAdvice(basePackages = "noroshi.api")
final class ApiAdvice {

    /** Long enough for a fail-over to end, short enough for somebody who waits. */
    static final String RETRY_AFTER_SECONDS = "2";

    private static final Logger LOG = LoggerFactory.getLogger(ApiAdvice.class);

    @ExceptionHandler
    ResponseEntity<Problem> refused(Refused refused, Locale locale) {
        return faults(status(refused.reason()), List.of(refused.fault()), locale);
    }

    @ExceptionHandler
    ResponseEntity<Problem> unacceptable(Unacceptable unacceptable, Locale locale) {
        return faults(HttpStatus.UNPROCESSABLE_CONTENT, unacceptable.faults(), locale);
    }

    @ExceptionHandler(NotVisible.class)
    ResponseEntity<Problem> notVisible(Locale locale) {
        return answer(HttpProblem.NOT_FOUND, locale);
    }

    @ExceptionHandler(AccessDeniedException.class)
    ResponseEntity<Problem> denied(Locale locale) {
        return answer(HttpProblem.FORBIDDEN, locale);
    }

    @ExceptionHandler(ConcurrentChange.class)
    ResponseEntity<Problem> concurrentChange(Locale locale) {
        return answer(HttpProblem.CONCURRENT_CHANGE, locale);
    }

    @ExceptionHandler({
        LedgerUnavailable.class,
        ViewBehind.class,
        DataAccessResourceFailureException.class,
        RecoverableDataAccessException.class,
        TransientDataAccessException.class
    })
    ResponseEntity<Problem> unavailable(RuntimeException away, Locale locale) {
        LOG.warn("answered 503: {}", away.getMessage());
        return ResponseEntity.status(HttpStatus.SERVICE_UNAVAILABLE)
                .header(HttpHeaders.RETRY_AFTER, RETRY_AFTER_SECONDS)
                .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                .body(HttpProblem.UNAVAILABLE.in(locale));
    }

    @ExceptionHandler(HttpMessageNotReadableException.class)
    ResponseEntity<Problem> malformed(Locale locale) {
        return answer(HttpProblem.MALFORMED, locale);
    }

    @ExceptionHandler
    ResponseEntity<Problem> missing(MissingServletRequestParameterException missing, Locale locale) {
        return parameter(missing.getParameterName(), locale);
    }

    /** An id in the path that can't be one names nothing; a parameter that can't be read is a mistake. */
    @ExceptionHandler
    ResponseEntity<Problem> mismatch(
            MethodArgumentTypeMismatchException mismatch, HttpServletRequest request, Locale locale) {
        return request.getParameterMap().containsKey(mismatch.getName())
                ? parameter(mismatch.getName(), locale)
                : answer(HttpProblem.NOT_FOUND, locale);
    }

    @ExceptionHandler(HttpMediaTypeNotSupportedException.class)
    ResponseEntity<Problem> unsupported(Locale locale) {
        return answer(HttpProblem.UNSUPPORTED_MEDIA_TYPE, locale);
    }

    @ExceptionHandler(HttpMediaTypeNotAcceptableException.class)
    ResponseEntity<Problem> notAcceptable(Locale locale) {
        return answer(HttpProblem.NOT_ACCEPTABLE, locale);
    }

    @ExceptionHandler
    ResponseEntity<Problem> unforeseen(RuntimeException unforeseen, HttpServletRequest request, Locale locale) {
        LOG.error("{} {} failed", request.getMethod(), request.getRequestURI(), unforeseen);
        return answer(HttpProblem.INTERNAL, locale);
    }

    private static HttpStatus status(Reason reason) {
        return HttpStatus.valueOf(Problem.statusOf(reason));
    }

    private static ResponseEntity<Problem> faults(HttpStatus status, List<Fault> faults, Locale locale) {
        return ResponseEntity.status(status)
                .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                .body(Problem.of(status.value(), faults, locale));
    }

    private static ResponseEntity<Problem> parameter(String name, Locale locale) {
        return ResponseEntity.badRequest()
                .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                .body(HttpProblem.PARAMETER_INVALID.of(name, locale));
    }

    private static ResponseEntity<Problem> answer(HttpProblem problem, Locale locale) {
        return ResponseEntity.status(problem.status())
                .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                .body(problem.in(locale));
    }
}
