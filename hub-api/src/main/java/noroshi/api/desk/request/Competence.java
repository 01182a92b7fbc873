package noroshi.api.desk.request;

import java.time.LocalDate;
import java.util.Objects;
import java.util.stream.Stream;
import noroshi.core.jurisdiction.AuthorityCode;
import noroshi.core.register.OperatorEntry;
import noroshi.core.sector.Scope;

/**
 * 所管. Which operators a ministry is competent for on a day: by a sector, by a business, or as their supervisor.
 *
 * @param scope the scope of protection as it stands
 */
record Competence(Scope scope, LocalDate day) {

    boolean covers(AuthorityCode ministry, OperatorEntry entry) {
        return Stream.of(ofSectors(entry), ofBusinesses(entry), Stream.ofNullable(entry.supervisingMinistry()))
                .flatMap(ministries -> ministries)
                .anyMatch(ministry::equals);
    }

    private Stream<AuthorityCode> ofSectors(OperatorEntry entry) {
        return entry.memberships().stream()
                .filter(membership -> membership.isInForceOn(day))
                .flatMap(membership ->
                        scope
                                .sector(Objects.requireNonNullElse(membership.subSector(), membership.sector()), day)
                                .stream())
                .map(sector -> sector.ministry());
    }

    private Stream<AuthorityCode> ofBusinesses(OperatorEntry entry) {
        return entry.designations().stream()
                .filter(designation -> designation.isInForceOn(day))
                .flatMap(designation -> scope.business(designation.narrowest(), day).stream())
                .flatMap(business -> business.ministers().stream());
    }
}
