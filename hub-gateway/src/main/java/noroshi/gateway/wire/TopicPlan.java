package noroshi.gateway.wire;

import static org.apache.kafka.common.config.TopicConfig.CLEANUP_POLICY_CONFIG;
import static org.apache.kafka.common.config.TopicConfig.CLEANUP_POLICY_DELETE;
import static org.apache.kafka.common.config.TopicConfig.FLUSH_MESSAGES_INTERVAL_CONFIG;
import static org.apache.kafka.common.config.TopicConfig.MAX_MESSAGE_BYTES_CONFIG;
import static org.apache.kafka.common.config.TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG;
import static org.apache.kafka.common.config.TopicConfig.RETENTION_MS_CONFIG;
import static org.apache.kafka.common.config.TopicConfig.SEGMENT_MS_CONFIG;
import static org.apache.kafka.common.config.TopicConfig.UNCLEAN_LEADER_ELECTION_ENABLE_CONFIG;

import java.time.Duration;
import java.time.LocalDate;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import noroshi.core.jurisdiction.AuthorityCode;
import noroshi.core.regime.Regime;
import noroshi.core.regime.Regimes;
import noroshi.core.register.Membership;
import noroshi.core.register.OperatorEntry;
import noroshi.core.register.OperatorSlug;
import noroshi.core.sector.Scope;
import noroshi.core.sector.Sector;
import noroshi.core.sector.SectorCode;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;

/**
 * 配備計画. Which topics there have to be, who may read and write them, and who may sign in, as it follows from the
 * register on a day.
 *
 * @param topics each with its settings
 * @param rights every right that anyone but the hub has
 * @param principals who may sign in, as organisations: rights go to them, not to persons
 */
record TopicPlan(Map<String, Map<String, String>> topics, Set<AclBinding> rights, Set<String> principals) {

    /** A filing of 1 MiB of JSON is smaller in Avro, but sealing and headers add to it. */
    static final int LARGEST_RECORD = 2 << 20;

    private static final Duration INTAKE_RETENTION = Duration.ofDays(14);

    /** A segment goes as a whole, with its last record: of none is anything kept longer than the key it is sealed with. */
    private static final Duration INTAKE_SEGMENT = Duration.ofHours(12);

    /** 保存期間. Until the reference data say it per sector. */
    private static final Duration OUTGOING_RETENTION = Duration.ofDays(5 * 365);

    private static final String NCO = "nco";
    private static final String PM_CAO = "pm-cao";
    private static final String PPC = "ppc";
    private static final String MINISTRY = "ministry:";
    private static final String POLICE = "police:";
    private static final String CEPTOAR = "ceptoar:";
    private static final String OPERATOR = "operator:";
    private static final String USER = "User:";
    private static final Pattern PRINCIPAL = Pattern.compile(
            "(?:%s|%s|%s)|(?:%s|%s|%s|%s).+".formatted(NCO, PM_CAO, PPC, MINISTRY, POLICE, CEPTOAR, OPERATOR));

    TopicPlan {
        topics = Map.copyOf(topics);
        rights = Set.copyOf(rights);
        principals = Set.copyOf(principals);
    }

    /**
     * @param decided the authorities that something was ever decided to be delivered to: a local one, such as the police of
     *     a prefecture, has its topic from its first delivery on
     * @param today the day in Asia/Tokyo: who is competent today may read today
     */
    static TopicPlan of(Scope scope, Collection<OperatorEntry> operators, Set<AuthorityCode> decided, LocalDate today) {
        var draft = new Draft(today);
        draft.intake(Topics.REPORTS_SUBMITTED);
        draft.intake(Topics.REPORTS_REFUSED);
        draft.intake(Topics.exercise(Topics.REPORTS_REFUSED));
        draft.readsBoth(NCO, Topics.REPORTS_REFUSED);
        addressees(scope, operators, decided).forEach(draft::deliveries);
        scope.sectors().stream()
                .filter(row -> row.parent() == null)
                .map(Sector::code)
                .distinct()
                .forEach(draft::sector);
        scope.sectorsOn(today).forEach(draft::competent);
        operators.forEach(draft::operator);
        return new TopicPlan(draft.topics, draft.rights, draft.principals);
    }

    /** 宛先となりうる機関. Whom a rule can send a delivery to whoever files, and to whom one has sent something. */
    private static Set<AuthorityCode> addressees(
            Scope scope, Collection<OperatorEntry> operators, Set<AuthorityCode> decided) {
        var all = new TreeSet<>(decided);
        all.add(AuthorityCode.NCO);
        all.add(AuthorityCode.PM_CAO);
        Regimes.all().stream().map(Regime::nationwide).forEach(all::addAll);
        scope.sectors().forEach(row -> all.add(row.ministry()));
        scope.businesses().forEach(row -> all.addAll(row.ministers()));
        for (OperatorEntry operator : operators) {
            AuthorityCode supervising = operator.supervisingMinistry();
            if (supervising != null) {
                all.add(supervising);
            }
        }
        return all;
    }

    /** The principal of an authority's readers. */
    static String principal(AuthorityCode authority) {
        if (authority.equals(AuthorityCode.NCO)) {
            return NCO;
        }
        if (authority.equals(AuthorityCode.PM_CAO)) {
            return PM_CAO;
        }
        if (authority.equals(AuthorityCode.PPC)) {
            return PPC;
        }
        return authority
                .policedPrefecture()
                .map(prefecture -> POLICE + prefecture)
                .orElse(MINISTRY + authority);
    }

    /** The authority whose readers' principal it is, or empty if it is nobody's. */
    static Optional<AuthorityCode> authority(String principal) {
        if (principal.startsWith(MINISTRY)) {
            return Optional.of(new AuthorityCode(principal.substring(MINISTRY.length())));
        }
        if (principal.startsWith(POLICE)) {
            return Optional.of(AuthorityCode.policeOf(principal.substring(POLICE.length())));
        }
        return Stream.of(AuthorityCode.NCO, AuthorityCode.PM_CAO, AuthorityCode.PPC)
                .filter(one -> principal(one).equals(principal))
                .findFirst();
    }

    /** The principal of an operator's programs. */
    static String principal(OperatorSlug operator) {
        return OPERATOR + operator;
    }

    /** The operator whose programs' principal it is, or empty if it is none's. */
    static Optional<OperatorSlug> operator(String principal) {
        return principal.startsWith(OPERATOR)
                ? Optional.of(new OperatorSlug(principal.substring(OPERATOR.length())))
                : Optional.empty();
    }

    /** The organisation that a right is given to, whether the register knows it still or not; empty if it is none. */
    static Optional<String> principal(AclBinding right) {
        String user = right.entry().principal();
        return Optional.of(user)
                .filter(name -> name.startsWith(USER))
                .map(name -> name.substring(USER.length()))
                .filter(name -> PRINCIPAL.matcher(name).matches());
    }

    private static final class Draft {

        private final LocalDate today;
        private final Map<String, Map<String, String>> topics = new TreeMap<>();
        private final Set<AclBinding> rights = new HashSet<>();
        private final Set<String> principals = new TreeSet<>();

        private Draft(LocalDate today) {
            this.today = today;
        }

        private void deliveries(AuthorityCode authority) {
            String topic = Topics.deliveries(authority);
            outgoing(topic);
            readsBoth(principal(authority), topic);
        }

        private void sector(SectorCode sector) {
            outgoing(Topics.sector(sector));
            outgoing(Topics.bulletins(sector));
            readsBoth(NCO, Topics.sector(sector));
            readsBoth(NCO, Topics.bulletins(sector));
            readsBoth(CEPTOAR + sector, Topics.bulletins(sector));
        }

        /**
         * A sub-sector's ministry is competent for what happens in its sector. A sector's bulletins are for ministries alone:
         * the police reads those that are shared with everybody.
         */
        private void competent(Sector row) {
            SectorCode top = row.parent() == null ? row.code() : row.parent();
            String principal = principal(row.ministry());
            readsBoth(principal, Topics.sector(top));
            if (principal.startsWith(MINISTRY)) {
                readsBoth(principal, Topics.bulletins(top));
            }
        }

        /** One that has neither a door nor a sector has nothing to sign in for. */
        private void operator(OperatorEntry operator) {
            String principal = principal(operator.slug());
            operator.memberships().stream()
                    .filter(membership -> !operator.reportsForOthers() && membership.isInForceOn(today))
                    .map(Membership::sector)
                    .filter(sector -> topics.containsKey(Topics.bulletins(sector)))
                    .forEach(sector -> readsBoth(principal, Topics.bulletins(sector)));
            if (operator.kafkaDoor()) {
                String door = Topics.intake(operator.slug());
                intake(door);
                signsIn(principal);
                allow(principal, ResourceType.TOPIC, door, PatternType.LITERAL, AclOperation.WRITE);
            }
        }

        private void intake(String topic) {
            var settings = settings(INTAKE_RETENTION);
            settings.put(SEGMENT_MS_CONFIG, Long.toString(INTAKE_SEGMENT.toMillis()));
            // all copies may lose their power at once
            settings.put(FLUSH_MESSAGES_INTERVAL_CONFIG, "1");
            if (Topics.doorOf(topic).isPresent()) {
                // the time of receipt is the hub's, not what a sender says
                settings.put(MESSAGE_TIMESTAMP_TYPE_CONFIG, TimestampType.LOG_APPEND_TIME.name);
            }
            topics.put(topic, settings);
        }

        private void outgoing(String topic) {
            topics.put(topic, settings(OUTGOING_RETENTION));
            topics.put(Topics.exercise(topic), settings(OUTGOING_RETENTION));
        }

        private Map<String, String> settings(Duration retention) {
            var settings = new LinkedHashMap<String, String>();
            settings.put(CLEANUP_POLICY_CONFIG, CLEANUP_POLICY_DELETE);
            settings.put(RETENTION_MS_CONFIG, Long.toString(retention.toMillis()));
            settings.put(UNCLEAN_LEADER_ELECTION_ENABLE_CONFIG, "false");
            settings.put(MAX_MESSAGE_BYTES_CONFIG, Integer.toString(LARGEST_RECORD));
            return settings;
        }

        private void readsBoth(String principal, String topic) {
            reads(principal, topic);
            reads(principal, Topics.exercise(topic));
        }

        private void reads(String principal, String topic) {
            signsIn(principal);
            allow(principal, ResourceType.TOPIC, topic, PatternType.LITERAL, AclOperation.READ);
        }

        /** Groups named after the principal; the full stop keeps {@code operator:aoba} out of those of others. */
        private void signsIn(String principal) {
            if (principals.add(principal)) {
                allow(principal, ResourceType.GROUP, principal, PatternType.LITERAL, AclOperation.READ);
                allow(principal, ResourceType.GROUP, principal + ".", PatternType.PREFIXED, AclOperation.READ);
            }
        }

        private void allow(
                String principal, ResourceType type, String name, PatternType pattern, AclOperation operation) {
            rights.add(new AclBinding(
                    new ResourcePattern(type, name, pattern),
                    new AccessControlEntry(USER + principal, "*", operation, AclPermissionType.ALLOW)));
        }
    }
}
