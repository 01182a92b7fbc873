package noroshi.web;

import io.swagger.v3.oas.annotations.Hidden;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Arrays;
import noroshi.core.Problem;
import org.springframework.boot.webmvc.error.ErrorController;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** 問題の応答. What the container or a filter answered by its status alone gets its words here. */
@Hidden
@RestController
final class ErrorAnswer implements ErrorController {

    @RequestMapping("${server.error.path:/error}")
    ResponseEntity<Problem> error(HttpServletRequest request) {
        HttpStatus status = request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE) instanceof Integer code
                ? HttpStatus.resolve(code)
                : null;
        return Arrays.stream(HttpProblem.values())
                .filter(problem -> problem.status() == status)
                .findFirst()
                .orElse(status == null || status.is5xxServerError() ? HttpProblem.INTERNAL : HttpProblem.BAD_REQUEST)
                .answer(request);
    }
}
