package noroshi.standalone;

/** Wrong use or a missing prerequisite: its message is the one line that the user sees, remedy included; exit code 2. */
public final class UsageError extends RuntimeException {
    private static final long serialVersionUID = 1;

    UsageError(String line) {
        super(line);
    }
}
