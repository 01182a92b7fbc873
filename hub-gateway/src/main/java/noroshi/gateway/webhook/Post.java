package noroshi.gateway.webhook;

import java.net.URI;
import java.util.Map;

/** 送信. Brings a body to an endpoint, once. */
@FunctionalInterface
interface Post {

    /** What became of it; whatever goes wrong outside is told, not thrown. */
    Outcome send(URI url, Map<String, String> headers, byte[] body);
}
