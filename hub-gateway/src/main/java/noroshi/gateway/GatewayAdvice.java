package noroshi.gateway;

import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Locale;
import noroshi.core.Fault;
import noroshi.core.Problem;
import noroshi.core.Reason;
import noroshi.core.Refused;
import noroshi.gateway.intake.BadParameter;
import noroshi.gateway.intake.InvalidFiling;
import noroshi.gateway.intake.NotThere;
import noroshi.gateway.intake.UnreadableBody;
import noroshi.gateway.wire.BrokerUnavailable;
import noroshi.ledger.LedgerUnavailable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.TransientDataAccessException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.web.HttpMediaTypeNotAcceptableException;
import org.springframework.web.HttpMediaTypeNotSupportedException;
import org.springframework.web.bind.MissingServletRequestParameterException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;

/** 問題の応答. Answers every failure of the gateway's doors as RFC 9457 has it. */
@RestControllerAdvice(basePackageClasses = GatewayAdvice.class)
final class GatewayAdvice {

    private static final Logger LOG = LoggerFactory.getLogger(GatewayAdvice.class);
    static final String RETRY_AFTER_SECONDS = "2";

    @ExceptionHandler
    ResponseEntity<Problem> invalid(InvalidFiling filing, HttpServletRequest request) {
        return faults(HttpStatus.UNPROCESSABLE_CONTENT, filing.faults(), request);
    }

    @ExceptionHandler
    ResponseEntity<Problem> refused(Refused refused, HttpServletRequest request) {
        return faults(status(refused.reason()), List.of(refused.fault()), request);
    }

    @ExceptionHandler
    ResponseEntity<Problem> badParameter(BadParameter parameter, HttpServletRequest request) {
        return faults(HttpStatus.BAD_REQUEST, List.of(parameter.fault()), request);
    }

    /** An id in the path that can't be one is of nothing that exists. */
    @ExceptionHandler
    ResponseEntity<Problem> mismatch(MethodArgumentTypeMismatchException mismatch, HttpServletRequest request) {
        if (mismatch.getParameter().hasParameterAnnotation(PathVariable.class)) {
            return answer(GatewayProblem.NOT_FOUND, request);
        }
        return ResponseEntity.badRequest()
                .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                .body(GatewayProblem.PARAMETER_INVALID.of(mismatch.getName(), Language.of(request)));
    }

    @ExceptionHandler
    ResponseEntity<Problem> missing(MissingServletRequestParameterException missing, HttpServletRequest request) {
        return ResponseEntity.badRequest()
                .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                .body(GatewayProblem.PARAMETER_INVALID.of(missing.getParameterName(), Language.of(request)));
    }

    @ExceptionHandler(NotThere.class)
    ResponseEntity<Problem> notThere(HttpServletRequest request) {
        return answer(GatewayProblem.NOT_FOUND, request);
    }

    @ExceptionHandler
    ResponseEntity<Problem> unreadable(UnreadableBody body, HttpServletRequest request) {
        return answer(body.isTooLarge() ? GatewayProblem.CONTENT_TOO_LARGE : GatewayProblem.MALFORMED, request);
    }

    @ExceptionHandler({
        BrokerUnavailable.class,
        DataAccessResourceFailureException.class,
        LedgerUnavailable.class,
        TransientDataAccessException.class
    })
    ResponseEntity<Problem> unavailable(RuntimeException away, HttpServletRequest request) {
        LOG.warn("{} {} answered 503: {}", request.getMethod(), request.getRequestURI(), away.toString());
        return ResponseEntity.status(HttpStatus.SERVICE_UNAVAILABLE)
                .header(HttpHeaders.RETRY_AFTER, RETRY_AFTER_SECONDS)
                .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                .body(GatewayProblem.UNAVAILABLE.in(Language.of(request)));
    }

    @ExceptionHandler(AccessDeniedException.class)
    ResponseEntity<Problem> denied(HttpServletRequest request) {
        return answer(GatewayProblem.FORBIDDEN, request);
    }

    @ExceptionHandler(HttpMediaTypeNotSupportedException.class)
    ResponseEntity<Problem> unsupported(HttpServletRequest request) {
        return answer(GatewayProblem.UNSUPPORTED_MEDIA_TYPE, request);
    }

    @ExceptionHandler(HttpMediaTypeNotAcceptableException.class)
    ResponseEntity<Problem> notAcceptable(HttpServletRequest request) {
        return answer(GatewayProblem.NOT_ACCEPTABLE, request);
    }

    @ExceptionHandler
    ResponseEntity<Problem> unforeseen(RuntimeException unforeseen, HttpServletRequest request) {
        LOG.error("{} {} failed", request.getMethod(), request.getRequestURI(), unforeseen);
        return answer(GatewayProblem.INTERNAL, request);
    }

    private static HttpStatus status(Reason reason) {
        return HttpStatus.valueOf(Problem.statusOf(reason));
    }

    private static ResponseEntity<Problem> faults(HttpStatus status, List<Fault> faults, HttpServletRequest request) {
        Locale locale = Language.of(request);
        return ResponseEntity.status(status)
                .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                .body(Problem.of(status.value(), faults, locale));
    }

    private static ResponseEntity<Problem> answer(GatewayProblem problem, HttpServletRequest request) {
        return ResponseEntity.status(problem.status())
                .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                .body(problem.in(Language.of(request)));
    }
}
