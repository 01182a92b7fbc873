package noroshi.gateway;

import jakarta.servlet.http.HttpServletRequest;
import noroshi.core.Problem;
import noroshi.gateway.intake.InvalidFiling;
import noroshi.gateway.intake.UnreadableBody;
import noroshi.gateway.webhook.InvalidWebhook;
import noroshi.gateway.wire.BrokerUnavailable;
import noroshi.web.HttpProblem;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;

/** 問題の応答. What goes wrong at the gateway alone; the rest is answered as at any door. */
@RestControllerAdvice(basePackageClasses = GatewayAdvice.class)
@Order(Ordered.HIGHEST_PRECEDENCE)
final class GatewayAdvice {

    private static final Logger LOG = LoggerFactory.getLogger(GatewayAdvice.class);

    @ExceptionHandler
    ResponseEntity<Problem> invalid(InvalidFiling filing, HttpServletRequest request) {
        return HttpProblem.answer(HttpStatus.UNPROCESSABLE_CONTENT.value(), filing.faults(), request);
    }

    @ExceptionHandler
    ResponseEntity<Problem> invalid(InvalidWebhook webhook, HttpServletRequest request) {
        return HttpProblem.answer(HttpStatus.UNPROCESSABLE_CONTENT.value(), webhook.faults(), request);
    }

    @ExceptionHandler(UnreadableBody.class)
    ResponseEntity<Problem> unreadable(HttpServletRequest request) {
        return HttpProblem.MALFORMED.answer(request);
    }

    @ExceptionHandler
    ResponseEntity<Problem> unavailable(BrokerUnavailable away, HttpServletRequest request) {
        // counted and seen in health; a line for each, in the flood that led to it, would hide the others
        LOG.debug("{} {} answered 503: {}", request.getMethod(), request.getRequestURI(), away.toString());
        return HttpProblem.UNAVAILABLE.answer(request);
    }
}
