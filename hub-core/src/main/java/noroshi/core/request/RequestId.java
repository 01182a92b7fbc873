package noroshi.core.request;

import java.util.UUID;
import noroshi.core.report.NamedUuid;

/** 要請番号. The id of a request. */
public record RequestId(UUID value) {

    /** The request that the national office made under a key: made again under that key it is the same. */
    public static RequestId of(String key) {
        return new RequestId(NamedUuid.of("request", key));
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
