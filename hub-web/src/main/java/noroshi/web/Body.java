package noroshi.web;

import java.io.IOException;
import java.io.InputStream;

/** 要求の本文. Never more of it in memory than may come. */
public final class Body {

    private static final int MOST_BYTES = 1 << 20;

    private Body() {}

    /**
     * All of it.
     *
     * @throws TooLarge if it is more than 1 MiB
     */
    public static byte[] whole(InputStream body) throws IOException {
        byte[] bytes = body.readNBytes(MOST_BYTES + 1);
        if (bytes.length > MOST_BYTES) {
            throw new TooLarge();
        }
        return bytes;
    }
}
