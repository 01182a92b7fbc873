package noroshi.web;

import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import noroshi.core.Fault;
import noroshi.core.Problem;
import noroshi.core.Reason;
import noroshi.core.Refused;
import noroshi.ledger.ConcurrentChange;
import noroshi.ledger.LedgerUnavailable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.RecoverableDataAccessException;
import org.springframework.dao.TransientDataAccessException;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.web.HttpMediaTypeNotAcceptableException;
import org.springframework.web.HttpMediaTypeNotSupportedException;
import org.springframework.web.bind.MissingServletRequestParameterException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;

/**
 * 問題の応答. What goes wrong at any door, as RFC 9457 has it; never a word of what is inside. What only one module
 * knows, that module's own advice answers first.
 */
@RestControllerAdvice("noroshi")
@Order(Ordered.LOWEST_PRECEDENCE)
public final class ProblemAdvice {

    private static final Logger LOG = LoggerFactory.getLogger(ProblemAdvice.class);

    @ExceptionHandler
    ResponseEntity<Problem> refused(Refused refused, HttpServletRequest request) {
        return HttpProblem.answer(Problem.statusOf(refused.reason()), List.of(refused.fault()), request);
    }

    @ExceptionHandler(NotFound.class)
    ResponseEntity<Problem> notFound(HttpServletRequest request) {
        return HttpProblem.NOT_FOUND.answer(request);
    }

    @ExceptionHandler(AccessDeniedException.class)
    ResponseEntity<Problem> denied(HttpServletRequest request) {
        return HttpProblem.FORBIDDEN.answer(request);
    }

    @ExceptionHandler(ConcurrentChange.class)
    ResponseEntity<Problem> concurrentChange(HttpServletRequest request) {
        return HttpProblem.CONCURRENT_CHANGE.answer(request);
    }

    @ExceptionHandler({
        LedgerUnavailable.class,
        DataAccessResourceFailureException.class,
        RecoverableDataAccessException.class,
        TransientDataAccessException.class
    })
    ResponseEntity<Problem> unavailable(RuntimeException away, HttpServletRequest request) {
        LOG.warn("{} {} answered 503: {}", request.getMethod(), request.getRequestURI(), away.toString());
        return HttpProblem.UNAVAILABLE.answer(request);
    }

    @ExceptionHandler(TooLarge.class)
    ResponseEntity<Problem> tooLarge(HttpServletRequest request) {
        return HttpProblem.CONTENT_TOO_LARGE.answer(request);
    }

    @ExceptionHandler(HttpMessageNotReadableException.class)
    ResponseEntity<Problem> malformed(HttpServletRequest request) {
        return HttpProblem.MALFORMED.answer(request);
    }

    @ExceptionHandler
    ResponseEntity<Problem> unreadable(UnreadableParameters unreadable, HttpServletRequest request) {
        return HttpProblem.answer(HttpStatus.BAD_REQUEST.value(), unreadable.faults(), request);
    }

    @ExceptionHandler
    ResponseEntity<Problem> missing(MissingServletRequestParameterException missing, HttpServletRequest request) {
        return parameter(missing.getParameterName(), request);
    }

    /** An id in the path that can't be one is of nothing that exists; a parameter that can't be read is a mistake. */
    @ExceptionHandler
    ResponseEntity<Problem> mismatch(MethodArgumentTypeMismatchException mismatch, HttpServletRequest request) {
        return mismatch.getParameter().hasParameterAnnotation(PathVariable.class)
                ? HttpProblem.NOT_FOUND.answer(request)
                : parameter(mismatch.getName(), request);
    }

    private static ResponseEntity<Problem> parameter(String name, HttpServletRequest request) {
        var reason = Reason.PARAMETER_INVALID;
        var fault = new Fault(name, reason, reason.ja(), reason.en());
        return HttpProblem.answer(Problem.statusOf(reason), List.of(fault), request);
    }

    @ExceptionHandler(HttpMediaTypeNotSupportedException.class)
    ResponseEntity<Problem> unsupported(HttpServletRequest request) {
        return HttpProblem.UNSUPPORTED_MEDIA_TYPE.answer(request);
    }

    @ExceptionHandler(HttpMediaTypeNotAcceptableException.class)
    ResponseEntity<Problem> notAcceptable(HttpServletRequest request) {
        return HttpProblem.NOT_ACCEPTABLE.answer(request);
    }

    @ExceptionHandler
    ResponseEntity<Problem> unforeseen(RuntimeException unforeseen, HttpServletRequest request) {
        LOG.error("{} {} failed", request.getMethod(), request.getRequestURI(), unforeseen);
        return HttpProblem.INTERNAL.answer(request);
    }
}
