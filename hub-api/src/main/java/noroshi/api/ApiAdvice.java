package noroshi.api;

import jakarta.servlet.http.HttpServletRequest;
import noroshi.api.desk.Unacceptable;
import noroshi.api.export.PrinterBusy;
import noroshi.api.stream.TooManySubscribers;
import noroshi.api.view.ViewBehind;
import noroshi.core.Problem;
import noroshi.web.HttpProblem;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;

/** 問題の応答. What goes wrong at a desk alone; the rest is answered as at any door. */
@RestControllerAdvice(basePackages = "noroshi.api")
@Order(Ordered.HIGHEST_PRECEDENCE)
final class ApiAdvice {

    private static final Logger LOG = LoggerFactory.getLogger(ApiAdvice.class);

    @ExceptionHandler
    ResponseEntity<Problem> unacceptable(Unacceptable unacceptable, HttpServletRequest request) {
        return HttpProblem.answer(HttpStatus.UNPROCESSABLE_CONTENT.value(), unacceptable.faults(), request);
    }

    @ExceptionHandler({PrinterBusy.class, TooManySubscribers.class})
    ResponseEntity<Problem> busy(HttpServletRequest request) {
        return HttpProblem.UNAVAILABLE.answer(request);
    }

    @ExceptionHandler
    ResponseEntity<Problem> behind(ViewBehind behind, HttpServletRequest request) {
        LOG.warn("answered 503: {}", behind.getMessage());
        return HttpProblem.UNAVAILABLE.answer(request);
    }
}
