package noroshi.web;

import com.fasterxml.jackson.annotation.JsonProperty;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import noroshi.core.Problem;
import org.jspecify.annotations.Nullable;
import org.springframework.core.MethodParameter;
import org.springframework.http.MediaType;
import org.springframework.http.converter.HttpMessageConverter;
import org.springframework.http.server.ServerHttpRequest;
import org.springframework.http.server.ServerHttpResponse;
import org.springframework.http.server.ServletServerHttpRequest;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.servlet.mvc.method.annotation.ResponseBodyAdvice;

/**
 * TAXIIの誤り (TAXII 2.1, 3.6.1). Below TAXII's path a problem is told in that protocol's form, whoever tells it: a door,
 * the container or an advice.
 */
@ControllerAdvice
final class TaxiiProblem implements ResponseBodyAdvice<Object> {

    private static final String PATH = "/taxii2/";
    private static final MediaType TYPE = MediaType.parseMediaType("application/taxii+json;version=2.1");

    /** 誤りの応答. */
    private record ErrorMessage(
            String title,
            String description,
            @JsonProperty("error_code") String errorCode,
            @JsonProperty("http_status") String httpStatus) {}

    /** As what that request's problems are told. */
    static MediaType type(HttpServletRequest request) {
        return concerns(request) ? TYPE : MediaType.APPLICATION_PROBLEM_JSON;
    }

    /** What is told of a problem. */
    static Object body(Problem problem, HttpServletRequest request) {
        return concerns(request)
                ? new ErrorMessage(
                        problem.title(), problem.detail(), problem.code(), Integer.toString(problem.status()))
                : problem;
    }

    private static boolean concerns(HttpServletRequest request) {
        Object failed = request.getAttribute(RequestDispatcher.ERROR_REQUEST_URI);
        String path = failed instanceof String uri ? uri : request.getRequestURI();
        return (path + "/").startsWith(PATH);
    }

    @Override
    public boolean supports(MethodParameter answer, Class<? extends HttpMessageConverter<?>> converter) {
        return true;
    }

    @Override
    public @Nullable Object beforeBodyWrite(
            @Nullable Object body,
            MethodParameter answer,
            MediaType selected,
            Class<? extends HttpMessageConverter<?>> converter,
            ServerHttpRequest request,
            ServerHttpResponse response) {
        if (!(body instanceof Problem problem) || !(request instanceof ServletServerHttpRequest servlet)) {
            return body;
        }
        HttpServletRequest asked = servlet.getServletRequest();
        if (concerns(asked)) {
            response.getHeaders().setContentType(TYPE);
        }
        return body(problem, asked);
    }
}
