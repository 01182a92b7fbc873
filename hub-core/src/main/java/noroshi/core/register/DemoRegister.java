package noroshi.core.register;

import static noroshi.core.register.OperatorEntry.Kind.COMPANY;
import static noroshi.core.register.OperatorEntry.Kind.INDEPENDENT_ADMINISTRATIVE_AGENCY;
import static noroshi.core.register.OperatorEntry.Kind.LOCAL_GOVERNMENT;

import java.time.LocalDate;
import java.util.List;
import noroshi.core.jurisdiction.AuthorityCode;
import noroshi.core.register.OperatorEntry.Kind;
import noroshi.core.sector.BusinessCode;
import noroshi.core.sector.SectorCode;
import org.jspecify.annotations.Nullable;

/** デモ登録簿. Fourteen operators that don't exist, one of each sort that the law tells apart. */
public final class DemoRegister {

    /** 経済安全保障推進法 ch. 3 in operation. */
    private static final LocalDate FIRST_DESIGNATIONS = LocalDate.of(2024, 5, 17);

    private static final List<OperatorEntry> ENTRIES = List.of(
            plain(1, "kitahama-medical", "北浜医療センター群", COMPANY, "27", member("HEALTHCARE")),
            designated(
                    2,
                    "aoba-bank",
                    "あおば銀行",
                    COMPANY,
                    "13",
                    List.of(member("FINANCE", "BANKING")),
                    new Designation(
                            new BusinessCode("KI_FINANCE"), new BusinessCode("KI_FIN_BANK"), FIRST_DESIGNATIONS, null)),
            designated(
                    3,
                    "isewan-terminal",
                    "伊勢湾ターミナル",
                    COMPANY,
                    "23",
                    List.of(member("PORT")),
                    designation("KI_PORT_TRANSPORT", LocalDate.of(2025, 4, 1))),
            designated(
                    4,
                    "daiichi-telecom",
                    "第一通信",
                    COMPANY,
                    "13",
                    List.of(member("INFO_COMM", "TELECOM")),
                    designation("KI_TELECOM", FIRST_DESIGNATIONS)),
            designated(
                    5,
                    "wangan-water",
                    "湾岸市水道局",
                    LOCAL_GOVERNMENT,
                    "14",
                    List.of(member("WATER"), member("GOV_ADMIN", "LOCAL_GOV")),
                    designation("KI_WATER", FIRST_DESIGNATIONS)),
            designated(
                    6,
                    "toto-broadcast",
                    "東都放送",
                    COMPANY,
                    "13",
                    List.of(member("INFO_COMM", "BROADCASTING")),
                    designation("KI_BROADCASTING", FIRST_DESIGNATIONS)),
            designated(
                    7,
                    "japan-post",
                    "日本中央郵便",
                    COMPANY,
                    "13",
                    List.of(new Membership(new SectorCode("POSTAL"), null, LocalDate.of(2026, 10, 1), null)),
                    designation("KI_POSTAL", FIRST_DESIGNATIONS)),
            designated(
                    8,
                    "nangoku-gas",
                    "南国ガス",
                    COMPANY,
                    "46",
                    List.of(member("GAS")),
                    designation("KI_GAS", FIRST_DESIGNATIONS)),
            designated(
                    9,
                    "koto-railway",
                    "港都鉄道",
                    COMPANY,
                    "28",
                    List.of(member("RAILWAY")),
                    designation("KI_RAILWAY", FIRST_DESIGNATIONS)),
            withKafkaDoor(designated(
                    10,
                    "chubu-power",
                    "中央電力",
                    COMPANY,
                    "23",
                    List.of(member("ELECTRICITY")),
                    designation("KI_ELECTRICITY", FIRST_DESIGNATIONS))),
            plain(11, "setouchi-chem", "瀬戸内化学", COMPANY, "34", member("CHEMICAL")),
            plain(12, "midorikawa-city", "緑川市", LOCAL_GOVERNMENT, "11", member("GOV_ADMIN", "LOCAL_GOV")),
            designated(
                    13,
                    "new-airport",
                    "新空港株式会社",
                    COMPANY,
                    "12",
                    List.of(member("AIRPORT")),
                    designation("KI_AIRPORT", LocalDate.of(2026, 9, 1))),
            new OperatorEntry(
                    new OperatorSlug("kokken-institute"),
                    "国立研究所",
                    INDEPENDENT_ADMINISTRATIVE_AGENCY,
                    corporateNumber(14),
                    "08",
                    new AuthorityCode("MEXT"),
                    List.of(),
                    List.of(),
                    false,
                    false));

    private DemoRegister() {}

    public static List<OperatorEntry> entries() {
        return ENTRIES;
    }

    /** Neither designated nor with a critical computer. */
    private static OperatorEntry plain(
            int number, String slug, String name, Kind kind, String prefecture, Membership membership) {
        return entry(number, slug, name, kind, prefecture, List.of(membership), List.of());
    }

    private static OperatorEntry designated(
            int number,
            String slug,
            String name,
            Kind kind,
            String prefecture,
            List<Membership> memberships,
            Designation designation) {
        return entry(number, slug, name, kind, prefecture, memberships, List.of(designation));
    }

    private static OperatorEntry entry(
            int number,
            String slug,
            String name,
            Kind kind,
            String prefecture,
            List<Membership> memberships,
            List<Designation> designations) {
        return new OperatorEntry(
                new OperatorSlug(slug),
                name,
                kind,
                corporateNumber(number),
                prefecture,
                null,
                memberships,
                designations,
                !designations.isEmpty(),
                false);
    }

    private static OperatorEntry withKafkaDoor(OperatorEntry entry) {
        return new OperatorEntry(
                entry.slug(),
                entry.name(),
                entry.kind(),
                entry.corporateNumber(),
                entry.prefecture(),
                entry.supervisingMinistry(),
                entry.memberships(),
                entry.designations(),
                entry.criticalComputer(),
                true);
    }

    private static Membership member(String sector) {
        return member(sector, null);
    }

    private static Membership member(String sector, @Nullable String subSector) {
        return new Membership(new SectorCode(sector), subSector == null ? null : new SectorCode(subSector), null, null);
    }

    private static Designation designation(String business, LocalDate from) {
        return new Designation(new BusinessCode(business), null, from, null);
    }

    /** Fictional: base numbers from 9900…, a range in which none is known to have been given out. */
    private static CorporateNumber corporateNumber(int number) {
        return CorporateNumber.ofBase("9900010%05d".formatted(number));
    }
}
