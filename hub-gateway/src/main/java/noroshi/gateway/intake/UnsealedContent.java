package noroshi.gateway.intake;

import org.jspecify.annotations.Nullable;

/** 封緘の破れ. Sealed content that was not sealed under this name, or was changed since: it can't be read. */
public final class UnsealedContent extends RuntimeException {

    private static final long serialVersionUID = 1L;

    UnsealedContent(String name, @Nullable Throwable cause) {
        super("content of %s: the seal is broken (expected: as sealed for it)".formatted(name), cause);
    }
}
