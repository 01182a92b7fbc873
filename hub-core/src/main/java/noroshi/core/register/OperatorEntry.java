package noroshi.core.register;

import java.util.List;
import noroshi.core.jurisdiction.AuthorityCode;
import org.jspecify.annotations.Nullable;

/**
 * 事業者台帳の記載. All that the register says of an operator.
 *
 * @param corporateNumber 法人番号, or null where there is none
 * @param prefecture 都道府県コード, JIS X 0401 ({@code 01} to {@code 47}); the seat
 * @param supervisingMinistry the ministry that supervises an independent administrative agency, or null
 * @param criticalComputer whether it uses at least one 特定重要電子計算機; with a designation that makes it a
 *     特別社会基盤事業者 (サイバー対処能力強化法 art. 2(3))
 * @param kafkaDoor whether it has an intake topic of its own
 */
public record OperatorEntry(
        OperatorSlug slug,
        String name,
        Kind kind,
        @Nullable CorporateNumber corporateNumber,
        String prefecture,
        @Nullable AuthorityCode supervisingMinistry,
        List<Membership> memberships,
        List<Designation> designations,
        boolean criticalComputer,
        boolean kafkaDoor) {

    public OperatorEntry {
        memberships = List.copyOf(memberships);
        designations = List.copyOf(designations);
    }

    /** The same of an operator that is known to use a 特定重要電子計算機. */
    public OperatorEntry usingCriticalComputer() {
        return new OperatorEntry(
                slug,
                name,
                kind,
                corporateNumber,
                prefecture,
                supervisingMinistry,
                memberships,
                designations,
                true,
                kafkaDoor);
    }

    /** 事業者の種別. What an operator is in law. */
    public enum Kind {
        COMPANY,
        LOCAL_GOVERNMENT,
        INDEPENDENT_ADMINISTRATIVE_AGENCY,
        GOVERNMENT_BODY,
        VENDOR,
        /** セプター. Reports for members that it does not name, and bears none of their duties. */
        CEPTOAR
    }

    /** 束ねた連絡. Whether it reports for others, whom it does not name. */
    public boolean reportsForOthers() {
        return kind == Kind.CEPTOAR;
    }
}
