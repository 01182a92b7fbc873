package noroshi.api.audit;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import noroshi.api.view.Reads;
import org.springframework.web.filter.OncePerRequestFilter;

/** 閲覧の控えの始め. Gathers for each request what it lets be read. */
public final class ReadFilter extends OncePerRequestFilter {

    private static final String READS = Reads.class.getName();

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        try (Reads reads = Reads.open()) {
            request.setAttribute(READS, reads);
            chain.doFilter(request, response);
        }
    }

    /** What was gathered for that request. */
    static Reads of(HttpServletRequest request) {
        if (request.getAttribute(READS) instanceof Reads reads) {
            return reads;
        }
        throw new IllegalStateException(
                "%s: no reads (expected: behind the filter)".formatted(request.getRequestURI()));
    }
}
