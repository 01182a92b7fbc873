package noroshi.api;

import java.security.Principal;
import noroshi.core.sharing.Viewer;
import noroshi.web.Tokens;
import org.jspecify.annotations.Nullable;
import org.springframework.core.MethodParameter;
import org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationToken;
import org.springframework.web.bind.support.WebDataBinderFactory;
import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.method.support.ModelAndViewContainer;

/** 閲覧者の引数. Gives a controller the viewer that the token speaks for, and nobody where there is no token. */
final class ViewerArgument implements HandlerMethodArgumentResolver {

    @Override
    public boolean supportsParameter(MethodParameter parameter) {
        return parameter.getParameterType() == Viewer.class;
    }

    @Override
    public Viewer resolveArgument(
            MethodParameter parameter,
            @Nullable ModelAndViewContainer container,
            NativeWebRequest request,
            @Nullable WebDataBinderFactory binders) {
        Principal principal = request.getUserPrincipal();
        if (principal instanceof JwtAuthenticationToken token) {
            return Tokens.viewer(token.getToken());
        }
        throw new IllegalStateException(
                "principal: %s (expected: a token; is the path behind the door?)".formatted(principal));
    }
}
