package noroshi.standalone;

/**
 * A place in PostgreSQL's log, and the file that holds it.
 *
 * @param timeline which history of the database the log tells
 * @param segmentBytes how long each of the log's files is
 * @param bytes how much of the log lies before it
 */
record WalPlace(int timeline, long segmentBytes, long bytes) {
    private static final long BYTES_A_LOG = 1L << 32;

    /** The number of the file that the log goes on in from here. */
    long segment() {
        return bytes / segmentBytes;
    }

    /** How many bytes of that file lie before it. */
    long offset() {
        return bytes % segmentBytes;
    }

    /** The same log at another place. */
    WalPlace at(long place) {
        return new WalPlace(timeline, segmentBytes, place);
    }

    /** PostgreSQL's name of one of the log's files. */
    String file(long segment) {
        long segmentsALog = BYTES_A_LOG / segmentBytes;
        return "%08X%08X%08X".formatted(timeline, segment / segmentsALog, segment % segmentsALog);
    }

    /** As PostgreSQL writes it. */
    @Override
    public String toString() {
        return "%X/%X".formatted(bytes >>> 32, bytes & 0xFFFFFFFFL);
    }
}
