package noroshi.api.audit;

import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import noroshi.core.sharing.Viewer;
import noroshi.web.Tokens;
import org.jspecify.annotations.Nullable;
import org.springframework.core.MethodParameter;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.converter.HttpMessageConverter;
import org.springframework.http.server.ServerHttpRequest;
import org.springframework.http.server.ServerHttpResponse;
import org.springframework.http.server.ServletServerHttpRequest;
import org.springframework.http.server.ServletServerHttpResponse;
import org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationToken;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.servlet.HandlerMapping;
import org.springframework.web.servlet.mvc.method.annotation.ResponseBodyAdvice;

/**
 * 閲覧の記録. The one place that every answer passes before its first byte leaves: lists, searches, sheets, exports and
 * TAXII alike. What is told live passes {@link ReadAudit} by itself.
 */
@ControllerAdvice(basePackages = "noroshi.api")
public final class ReadAdvice implements ResponseBodyAdvice<Object> {

    private final ReadAudit audit;

    public ReadAdvice(ReadAudit audit) {
        this.audit = audit;
    }

    @Override
    public boolean supports(MethodParameter returnType, Class<? extends HttpMessageConverter<?>> converterType) {
        return true;
    }

    @Override
    public @Nullable Object beforeBodyWrite(
            @Nullable Object body,
            MethodParameter returnType,
            MediaType selectedContentType,
            Class<? extends HttpMessageConverter<?>> selectedConverterType,
            ServerHttpRequest request,
            ServerHttpResponse response) {
        if (request instanceof ServletServerHttpRequest asked && !refuses(response)) {
            record(asked.getServletRequest());
        }
        return body;
    }

    /** What was weighed for an answer that then refuses has not left. */
    private static boolean refuses(ServerHttpResponse response) {
        return response instanceof ServletServerHttpResponse answer
                && answer.getServletResponse().getStatus() >= HttpStatus.BAD_REQUEST.value();
    }

    private void record(HttpServletRequest request) {
        List<String> subjects = ReadFilter.of(request).take();
        if (!subjects.isEmpty()) {
            audit.record(viewer(request), request.getMethod() + " " + pattern(request), subjects);
        }
    }

    private static Viewer viewer(HttpServletRequest request) {
        if (request.getUserPrincipal() instanceof JwtAuthenticationToken token) {
            return Tokens.viewer(token.getToken());
        }
        throw new IllegalStateException("principal: none (expected: a token; who reads has one)");
    }

    private static String pattern(HttpServletRequest request) {
        Object pattern = request.getAttribute(HandlerMapping.BEST_MATCHING_PATTERN_ATTRIBUTE);
        return pattern == null ? request.getRequestURI() : pattern.toString();
    }
}
