package noroshi.gateway.wire;

/**
 * スキーマの閲覧者. Who may know that there is a subject. The schemas themselves are published; but an operator's subject
 * tells that it has a door, and a local authority's that something was delivered to it once.
 */
public final class SubjectReaders {

    private static final String OF_VALUES = Subjects.subjectOf("");

    private SubjectReaders() {}

    /**
     * Whether an organisation may know a subject by its name.
     *
     * @param principal as broker and registry know it, such as {@code ministry:MLIT}
     */
    public static boolean mayKnow(String principal, String subject) {
        String topic =
                subject.endsWith(OF_VALUES) ? subject.substring(0, subject.length() - OF_VALUES.length()) : subject;
        return switch (Topics.kindOf(topic)) {
            case INTAKE ->
                TopicPlan.operator(principal)
                        .filter(slug -> Topics.intake(slug).equals(topic))
                        .isPresent();
            case DELIVERIES ->
                TopicPlan.authority(principal)
                        .filter(authority -> Topics.deliveries(authority).equals(Topics.real(topic)))
                        .isPresent();
            case SUBMITTED, REFUSED, SECTOR, BULLETINS, FOREIGN -> true;
        };
    }
}
