package noroshi.standalone;

/** An answer of the registry that is not a success, with the error code that Confluent's gives. */
final class RegistryFault extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final int status;
    private final int errorCode;

    private RegistryFault(int status, int errorCode, String message) {
        super(message);
        this.status = status;
        this.errorCode = errorCode;
    }

    int status() {
        return status;
    }

    int errorCode() {
        return errorCode;
    }

    static RegistryFault malformed(String message) {
        return new RegistryFault(400, 400, message);
    }

    static RegistryFault unauthorised() {
        return new RegistryFault(401, 401, "Unauthorized");
    }

    static RegistryFault forbidden() {
        return new RegistryFault(403, 403, "Only the hub may write here");
    }

    static RegistryFault noSuchPath() {
        return new RegistryFault(404, 404, "HTTP 404 Not Found");
    }

    static RegistryFault noSuchMethod() {
        return new RegistryFault(405, 405, "HTTP 405 Method Not Allowed");
    }

    static RegistryFault unknownSubject(String subject) {
        return new RegistryFault(404, 40401, "Subject '" + subject + "' not found.");
    }

    static RegistryFault unknownVersion(String version) {
        return new RegistryFault(404, 40402, "Version " + version + " not found.");
    }

    static RegistryFault unknownSchema() {
        return new RegistryFault(404, 40403, "Schema not found");
    }

    static RegistryFault unknownConfig(String subject) {
        return new RegistryFault(
                404, 40408, "Subject '" + subject + "' does not have subject-level compatibility configured");
    }

    static RegistryFault incompatible(String subject, String details) {
        return new RegistryFault(
                409,
                409,
                "Schema being registered is incompatible with an earlier schema for subject \"" + subject
                        + "\", details: " + details);
    }

    static RegistryFault invalidSchema(String details) {
        return new RegistryFault(422, 42201, "Invalid schema: " + details);
    }

    static RegistryFault invalidVersion(String version) {
        return new RegistryFault(
                422,
                42202,
                "The specified version '" + version + "' is not a valid version id. Allowed values are between"
                        + " [1, 2^31-1] and the string \"latest\"");
    }

    static RegistryFault invalidCompatibility() {
        return new RegistryFault(
                422,
                42203,
                "Invalid compatibility level. Valid values are none, backward, forward, full, backward_transitive,"
                        + " forward_transitive, and full_transitive");
    }

    static RegistryFault storeAway() {
        return new RegistryFault(500, 50001, "Error in the backend data store");
    }
}
