package noroshi.api.page;

import java.util.Locale;
import noroshi.core.Problem;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;

/** Answers parameters that can't be read: 400, each by its name. */
@RestControllerAdvice(basePackages = "noroshi.api")
@Order(Ordered.HIGHEST_PRECEDENCE)
public final class PageAdvice {

    @ExceptionHandler
    ResponseEntity<Problem> unreadable(UnreadableParameters unreadable, Locale locale) {
        return ResponseEntity.badRequest()
                .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                .body(Problem.of(400, unreadable.faults(), locale));
    }
}
