package noroshi.core.regime.actionplan;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import noroshi.core.jurisdiction.AuthorityCode;
import noroshi.core.regime.Basis;
import noroshi.core.regime.Exclusion;
import noroshi.core.regime.Ground;
import noroshi.core.regime.Outcome;
import noroshi.core.regime.Question;
import noroshi.core.regime.Regime;
import noroshi.core.regime.RegimeCode;
import noroshi.core.regime.Role;
import noroshi.core.regime.Terms;
import noroshi.core.report.Tlp;
import noroshi.core.sector.Sector;
import noroshi.core.sector.SectorCode;

/**
 * 行動計画 (情報連絡). R1: a member of a sector reports to the sector's ministry, which relays to the
 * national office at once; R2: a grave event, or a call by hotline, goes to the national office in
 * parallel; R9: a local government reports by way of its prefecture; R11: a CEPTOAR is told without names; R14: a near
 * miss opens no clock. An agreed framework: no statutory duty, no legal deadline.
 */
public final class ActionPlan implements Regime {

    public static final RegimeCode CODE = new RegimeCode("ACTION_PLAN");

    private static final int GRAVE = 3;
    private static final SectorCode LOCAL_GOV = new SectorCode("LOCAL_GOV");

    private final Terms terms = Terms.of(CODE, ActionPlan.class);

    @Override
    public RegimeCode code() {
        return CODE;
    }

    @Override
    public Terms terms() {
        return terms;
    }

    /** 事業者 → セプター → (匿名化) → 所管省庁・内閣官房. */
    @Override
    public boolean hearsOfOthers() {
        return true;
    }

    @Override
    public Outcome assess(Question question) {
        var r1 = terms.on("R1", question.day());
        if (r1.isEmpty()) {
            return Outcome.excluded(terms.rule("R1", terms.first("R1")), Exclusion.Why.NOT_IN_FORCE);
        }
        var rule = terms.rule("R1", r1.get());
        if (question.affected().sectors().isEmpty()) {
            return Outcome.excluded(rule, Exclusion.Why.NO_MEMBERSHIP);
        }
        var ministries = new LinkedHashSet<AuthorityCode>();
        question.affected().sectors().stream().map(Sector::ministry).forEach(ministries::add);

        List<Ground> grounds = new ArrayList<>();
        for (AuthorityCode ministry : ministries) {
            grounds.add(new Ground(ministry, grounds.isEmpty() ? Role.LEAD : Role.CO_COMPETENT, rule));
        }
        if (isGrave(question)) {
            terms.on("R2", question.day())
                    .map(term -> new Ground(AuthorityCode.NCO, Role.COPY, terms.rule("R2", term)))
                    .ifPresent(grounds::add);
        }
        // relayed at once, never gated on a ministry's acknowledgement (「速やかに内閣官房へ情報連絡」)
        terms.on("RELAY", question.day())
                .map(term -> new Ground(AuthorityCode.NCO, Role.COPY, terms.rule("R1", term)))
                .ifPresent(grounds::add);

        if (!question.operator().reportsForOthers()) {
            localGovernment(question, ministries).forEach(grounds::add);
        }
        if (question.filing().isNearMiss()) {
            return new Outcome(grounds, List.of(), List.of(new Exclusion(rule, Exclusion.Why.NEAR_MISS)));
        }
        // the seat of a CEPTOAR is no place where anything happened
        if (!question.operator().reportsForOthers()) {
            offices(question).forEach(grounds::add);
            prefecture(question).forEach(grounds::add);
        }
        digitalAgency(question).forEach(grounds::add);
        return new Outcome(
                grounds,
                terms.softTarget("FIRST_CONTACT", "R1", Basis.VOLUNTARY, question, ministries),
                ceptoar(question));
    }

    /**
     * R9. A local government reports by way of its prefecture, which reads a copy; and whatever line of it is affected, its
     * ministry is informed.
     */
    private Stream<Ground> localGovernment(Question question, Set<AuthorityCode> ministries) {
        boolean local = question.operator().memberships().stream()
                .anyMatch(membership ->
                        LOCAL_GOV.equals(membership.subSector()) && membership.isInForceOn(question.day()));
        if (!local) {
            return Stream.empty();
        }
        return terms.on("R9", question.day()).map(term -> terms.rule("R9", term)).stream()
                .flatMap(rule -> Stream.concat(
                                question.scope().sector(LOCAL_GOV, question.day()).map(Sector::ministry).stream()
                                        .filter(ministry -> !ministries.contains(ministry)),
                                Stream.of(AuthorityCode.prefecture(
                                        question.operator().prefecture())))
                        .map(addressee -> new Ground(addressee, Role.COPY, rule)));
    }

    /** The ministry's offices of the place read a copy. */
    private Stream<Ground> offices(Question question) {
        List<String> sectors = terms.codes("OFFICES", question.day());
        return terms.on("OFFICES", question.day()).map(term -> terms.rule("R1", term)).stream()
                .flatMap(rule -> question.affected().sectors().stream()
                        .filter(sector -> sectors.contains(sector.code().value()))
                        .flatMap(
                                sector -> question
                                        .scope()
                                        .officesOf(sector.ministry(), sector.code(), question.place(), question.day())
                                        .stream())
                        .map(office -> new Ground(office, Role.COPY, rule)));
    }

    /** Whoever is of one place, being designated for nothing there, consults its prefecture. */
    private Stream<Ground> prefecture(Question question) {
        List<String> sectors = terms.codes("PREFECTURES", question.day());
        boolean local = question.affected().sectors().stream()
                .filter(sector -> sectors.contains(sector.code().value()))
                .anyMatch(sector -> question.affected().businesses().stream()
                        .noneMatch(held -> held.business().sectors().contains(sector.code())));
        return local
                ? terms.on("PREFECTURES", question.day()).stream()
                        .map(term -> new Ground(
                                AuthorityCode.prefecture(question.place()), Role.COPY, terms.rule("R1", term)))
                : Stream.empty();
    }

    private Stream<Ground> digitalAgency(Question question) {
        return Boolean.TRUE.equals(question.filing().governmentCloud())
                ? terms.on("DIGITAL", question.day()).stream()
                        .map(term -> new Ground(AuthorityCode.DIGITAL, Role.COPY, terms.rule("R1", term)))
                : Stream.empty();
    }

    /** R11. A CEPTOAR receives no report: what may reach it is a bulletin without names. */
    private List<Exclusion> ceptoar(Question question) {
        boolean agreed = question.filing().consents().ceptoarAnonymised()
                && !question.filing().tlp().isNarrowerThan(Tlp.AMBER);
        return agreed
                ? terms.on("R11", question.day()).stream()
                        .map(term -> new Exclusion(terms.rule("R11", term), Exclusion.Why.ANONYMISED_ONLY))
                        .toList()
                : List.of();
    }

    private static boolean isGrave(Question question) {
        Integer severity = question.filing().severityEstimate();
        return question.filing().hotline() || (severity != null && severity >= GRAVE);
    }
}
