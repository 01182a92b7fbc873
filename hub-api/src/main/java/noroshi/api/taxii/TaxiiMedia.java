package noroshi.api.taxii;

import org.jspecify.annotations.Nullable;
import org.springframework.http.InvalidMediaTypeException;
import org.springframework.http.MediaType;

/** 媒体型 (TAXII 2.1, 1.6.8 and 3.2). What the server speaks: one version, and whoever names none gets it. */
final class TaxiiMedia {

    static final MediaType TAXII = MediaType.parseMediaType("application/taxii+json;version=2.1");
    static final String TAXII_TEXT = "application/taxii+json;version=2.1";
    static final String STIX = "application/stix+json;version=2.1";

    private static final String VERSION = "version";

    private TaxiiMedia() {}

    static boolean isAccepted(@Nullable String accept) {
        try {
            return accept == null
                    || accept.isBlank()
                    || MediaType.parseMediaTypes(accept).stream()
                            .anyMatch(type -> type.getQualityValue() > 0 && type.includes(TAXII) && hasVersion(type));
        } catch (InvalidMediaTypeException e) {
            return false;
        }
    }

    static boolean isSent(@Nullable String contentType) {
        try {
            if (contentType == null) {
                return false;
            }
            MediaType type = MediaType.parseMediaType(contentType);
            return TAXII.equalsTypeAndSubtype(type) && hasVersion(type);
        } catch (InvalidMediaTypeException e) {
            return false;
        }
    }

    private static boolean hasVersion(MediaType type) {
        String version = type.getParameter(VERSION);
        return version == null || version.equals(TAXII.getParameter(VERSION));
    }
}
