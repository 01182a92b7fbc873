package noroshi.api.view.candidate;

import java.util.UUID;
import noroshi.core.report.NamedUuid;

/**
 * 痕跡. What two threads may have in common, in the one form in which it is compared.
 *
 * @param value such as {@code 203.0.113.7} or {@code cve-2026-0001}
 */
record Trace(Kind kind, String value) {

    /** 痕跡の種別. */
    enum Kind {
        /** IPアドレス. */
        IP,
        /** ドメイン名. */
        DOMAIN,
        /** ハッシュ値. */
        HASH,
        URL,
        /** AS番号. */
        ASN,
        /** 脆弱性. */
        CVE,
        /** 暗号化後の拡張子. */
        EXTENSION,
        /** 時期と手口. The same technique within a day. */
        TIME_AND_TECHNIQUE
    }

    /** By what it is looked up: of one length whatever the value's, and another for drills, which mix with nothing. */
    UUID key(boolean exercise) {
        return NamedUuid.of(exercise ? "drill" : "real", kind.name(), value);
    }
}
