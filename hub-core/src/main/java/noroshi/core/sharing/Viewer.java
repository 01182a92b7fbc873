package noroshi.core.sharing;

import java.util.Optional;
import java.util.stream.Stream;
import noroshi.core.jurisdiction.AuthorityCode;
import org.jspecify.annotations.Nullable;

/**
 * 閲覧者. Who asks, as their token says.
 *
 * @param organisation whom they act for: a slug, a ministry's code, a sector, a prefecture (JIS X 0401), or the
 *     role's own name
 * @param officer the person, or null where the token speaks for the organisation as a whole
 * @param identity the identity as one text, such as {@code ministry:MLIT:tanaka}
 */
public record Viewer(
        Role role, String organisation, @Nullable String officer, String identity) {

    private static final String PREFECTURAL_POLICE = "PREF_POLICE_";

    /** 役割. What a viewer may ask for at all. */
    public enum Role {
        /** 重要インフラ事業者等. */
        OPERATOR,
        /** 所管省庁. */
        MINISTRY,
        /** 国家サイバー統括室. */
        NCO,
        /** 内閣総理大臣 (内閣府). */
        PM_CAO,
        /** セプター. */
        CEPTOAR,
        /** 協議会構成員. */
        COUNCIL,
        /** 個人情報保護委員会. */
        PPC,
        /** 都道府県警察. */
        POLICE,
        /** サイバーセキュリティ戦略本部. */
        HQ,
        /** 監査. */
        AUDITOR,
        /** 運用. */
        ADMIN
    }

    /**
     * Whether {@link Role#MINISTRY} is the role of that authority: not where it has a role of its own, whose limits it
     * would shed by it.
     */
    public static boolean isMinistry(String authority) {
        return !authority.startsWith(PREFECTURAL_POLICE)
                && Stream.of(Role.values()).map(Role::name).noneMatch(authority::equals);
    }

    /** The authority whose deliveries are this viewer's; none for those to whom nothing is delivered. */
    public Optional<AuthorityCode> authority() {
        return switch (role) {
            case MINISTRY -> Optional.of(new AuthorityCode(organisation));
            case NCO -> Optional.of(AuthorityCode.NCO);
            case PM_CAO -> Optional.of(AuthorityCode.PM_CAO);
            case PPC -> Optional.of(AuthorityCode.PPC);
            case POLICE -> Optional.of(AuthorityCode.policeOf(organisation));
            case OPERATOR, CEPTOAR, COUNCIL, HQ, AUDITOR, ADMIN -> Optional.empty();
        };
    }
}
