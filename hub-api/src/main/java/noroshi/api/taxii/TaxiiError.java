package noroshi.api.taxii;

import org.springframework.http.HttpStatus;

/** TAXIIの誤り. What is wrong with a request, as this protocol says it (TAXII 2.1, 3.6.1). */
final class TaxiiError extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final HttpStatus status;

    private TaxiiError(HttpStatus status, String description) {
        super(description);
        this.status = status;
    }

    static TaxiiError notFound() {
        return new TaxiiError(HttpStatus.NOT_FOUND, "見つかりません / there is no such thing");
    }

    static TaxiiError notAcceptable() {
        return new TaxiiError(HttpStatus.NOT_ACCEPTABLE, "expected Accept: " + TaxiiMedia.TAXII_TEXT);
    }

    static TaxiiError unsupported() {
        return new TaxiiError(HttpStatus.UNSUPPORTED_MEDIA_TYPE, "expected Content-Type: " + TaxiiMedia.TAXII_TEXT);
    }

    static TaxiiError readOnly() {
        return new TaxiiError(HttpStatus.FORBIDDEN, "この収集は読取り専用です / this collection is read-only");
    }

    static TaxiiError unreadable(String parameter, String expected) {
        return new TaxiiError(HttpStatus.BAD_REQUEST, "%s (expected: %s)".formatted(parameter, expected));
    }

    HttpStatus status() {
        return status;
    }
}
