package noroshi.api;

import static noroshi.core.sharing.Viewer.Role.ADMIN;
import static noroshi.core.sharing.Viewer.Role.AUDITOR;
import static noroshi.core.sharing.Viewer.Role.CEPTOAR;
import static noroshi.core.sharing.Viewer.Role.COUNCIL;
import static noroshi.core.sharing.Viewer.Role.HQ;
import static noroshi.core.sharing.Viewer.Role.MINISTRY;
import static noroshi.core.sharing.Viewer.Role.NCO;
import static noroshi.core.sharing.Viewer.Role.OPERATOR;
import static noroshi.core.sharing.Viewer.Role.PM_CAO;
import static noroshi.core.sharing.Viewer.Role.POLICE;
import static noroshi.core.sharing.Viewer.Role.PPC;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import noroshi.core.sharing.Viewer.Role;
import org.springframework.http.HttpMethod;

/**
 * 操作の権限. Which roles ever have an operation. What of it somebody may see or touch is decided behind the door;
 * an operation that stands not here has nobody.
 *
 * @param path as Spring's path patterns have it
 */
record Permission(HttpMethod method, String path, Set<Role> roles) {

    private static final Set<Role> EVERYONE = EnumSet.allOf(Role.class);
    private static final Set<Role> OFFICERS = EnumSet.of(MINISTRY, NCO, PM_CAO, PPC, POLICE);

    /** Who may see anything of what is notified under サイバー対処能力強化法 art. 4. */
    private static final Set<Role> ASSETS = EnumSet.of(OPERATOR, MINISTRY, NCO, PM_CAO);

    /** Who may know of a campaign at all: not operators yet, and none of those who read their own delivery alone. */
    private static final Set<Role> CAMPAIGNS = EnumSet.of(MINISTRY, NCO, PM_CAO);

    /** Who may hold a copy of a bulletin; the national office has it of its own. */
    private static final Set<Role> RECIPIENTS = EnumSet.of(OPERATOR, MINISTRY, PM_CAO, CEPTOAR, COUNCIL, PPC, POLICE);

    /** Of whom the national office may ask something. */
    private static final Set<Role> ASKED = EnumSet.of(MINISTRY, PM_CAO, PPC, POLICE);

    static final List<Permission> ALL = List.of(
            get("/v1/timeline", OFFICERS),
            get("/v1/timeline/changes", OFFICERS),
            get("/v1/stream", OFFICERS),
            get("/taxii2/", with(OFFICERS, CEPTOAR)),
            get("/taxii2/hub/", with(OFFICERS, CEPTOAR)),
            get("/taxii2/hub/collections/", with(OFFICERS, CEPTOAR)),
            get("/taxii2/hub/collections/{collectionId}/", with(OFFICERS, CEPTOAR)),
            get("/taxii2/hub/collections/{collectionId}/manifest/", with(OFFICERS, CEPTOAR)),
            get("/taxii2/hub/collections/{collectionId}/objects/", with(OFFICERS, CEPTOAR)),
            post("/taxii2/hub/collections/{collectionId}/objects/", with(OFFICERS, CEPTOAR)),
            get("/taxii2/hub/collections/{collectionId}/objects/{objectId}/", with(OFFICERS, CEPTOAR)),
            delete("/taxii2/hub/collections/{collectionId}/objects/{objectId}/", with(OFFICERS, CEPTOAR)),
            get("/taxii2/hub/collections/{collectionId}/objects/{objectId}/versions/", with(OFFICERS, CEPTOAR)),
            get("/v1/situation", with(OFFICERS, HQ)),
            get("/v1/reports", with(OFFICERS, OPERATOR)),
            get("/v1/reports/{threadId}", EVERYONE),
            get("/v1/reports/{threadId}/export", EVERYONE),
            get("/v1/reports/{threadId}/receipt", EnumSet.of(OPERATOR, AUDITOR)),
            get("/v1/obligations", with(OFFICERS, OPERATOR)),
            get("/v1/obligations/sheet", with(OFFICERS, OPERATOR)),
            get("/v1/explain", EnumSet.of(NCO, AUDITOR)),
            get("/v1/audit", EnumSet.of(AUDITOR)),
            post("/v1/deliveries/{deliveryId}/acknowledgement", OFFICERS),
            post("/v1/deliveries/{deliveryId}/return", OFFICERS),
            post("/v1/deliveries/{deliveryId}/close", OFFICERS),
            post("/v1/deliveries/{deliveryId}/withdrawal-decision", OFFICERS),
            post("/v1/deliveries/{deliveryId}/reopening", OFFICERS),
            post("/v1/reports/{threadId}/consents", EnumSet.of(OPERATOR)),
            post("/v1/reports/{threadId}/severity", EnumSet.of(NCO)),
            post("/v1/reports/{threadId}/tlp", with(OFFICERS, OPERATOR)),
            get("/v1/reports/{threadId}/candidates", CAMPAIGNS),
            get("/v1/campaigns", CAMPAIGNS),
            get("/v1/campaigns/{campaignId}", CAMPAIGNS),
            post("/v1/campaigns", CAMPAIGNS),
            post("/v1/campaigns/{campaignId}/acceptance", EnumSet.of(NCO)),
            post("/v1/campaigns/{campaignId}/decline", EnumSet.of(NCO)),
            post("/v1/campaigns/{campaignId}/threads", EnumSet.of(NCO)),
            delete("/v1/campaigns/{campaignId}/threads/{threadId}", EnumSet.of(NCO)),
            post("/v1/campaigns/{campaignId}/merge", EnumSet.of(NCO)),
            post("/v1/campaigns/{campaignId}/unmerge", EnumSet.of(NCO)),
            post("/v1/campaigns/{campaignId}/split", EnumSet.of(NCO)),
            post("/v1/campaigns/{campaignId}/close", EnumSet.of(NCO)),
            post("/v1/bulletins", EnumSet.of(NCO)),
            post("/v1/bulletins/stix", EnumSet.of(NCO)),
            put("/v1/bulletins/{bulletinId}", EnumSet.of(NCO)),
            post("/v1/bulletins/{bulletinId}/approval", EnumSet.of(OPERATOR)),
            post("/v1/bulletins/{bulletinId}/issue", EnumSet.of(NCO)),
            post("/v1/bulletins/{bulletinId}/recall", EnumSet.of(NCO)),
            post("/v1/bulletins/{bulletinId}/relay", EnumSet.of(NCO, MINISTRY, CEPTOAR)),
            post("/v1/bulletins/{bulletinId}/receipt", RECIPIENTS),
            get("/v1/bulletins", EVERYONE),
            get("/v1/bulletins/feed", EVERYONE),
            get("/v1/bulletins/{bulletinId}", EVERYONE),
            post("/v1/requests", EnumSet.of(NCO)),
            post("/v1/requests/{requestId}/acknowledgement", ASKED),
            post("/v1/requests/{requestId}/answer", ASKED),
            post("/v1/requests/{requestId}/question", ASKED),
            post("/v1/requests/{requestId}/decline", ASKED),
            post("/v1/requests/{requestId}/onward", EnumSet.of(MINISTRY)),
            post("/v1/requests/{requestId}/reply", EnumSet.of(NCO)),
            post("/v1/requests/{requestId}/extension", EnumSet.of(NCO)),
            post("/v1/requests/{requestId}/closing", EnumSet.of(NCO)),
            post("/v1/requests/{requestId}/cancellation", EnumSet.of(NCO)),
            get("/v1/requests", with(OFFICERS, OPERATOR)),
            get("/v1/requests/{requestId}", with(OFFICERS, OPERATOR)),
            get("/v1/mode", EVERYONE),
            post("/v1/mode", EnumSet.of(NCO)),
            get("/v1/bulletins/{bulletinId}/export", EVERYONE),
            get("/v1/forms", EVERYONE),
            get("/v1/forms/{code}", EVERYONE),
            get("/v1/register/operators", EVERYONE),
            get("/v1/register/sectors", EVERYONE),
            get("/v1/register/businesses", EVERYONE),
            get("/v1/register/ministries", EVERYONE),
            get("/v1/register/offices", EVERYONE),
            get("/v1/register/rules", EVERYONE),
            get("/v1/register/assets", ASSETS),
            get("/v1/register/asset-duties", ASSETS),
            put("/v1/register/operators/{slug}/assets/{number}", EnumSet.of(OPERATOR)),
            post("/v1/register/operators/{slug}/assets/{number}/receipt", EnumSet.of(MINISTRY)),
            put("/v1/register/operators/{slug}", EnumSet.of(NCO)),
            put("/v1/register/sectors/{code}", EnumSet.of(NCO)),
            put("/v1/register/businesses/{code}", EnumSet.of(NCO)),
            post("/v1/register/scope/reviews", EnumSet.of(NCO)),
            post("/v1/register/import", EnumSet.of(NCO)),
            get("/v1/register/lapses", EnumSet.of(NCO)),
            post("/v1/demo/clock", EnumSet.of(ADMIN)));

    private static Permission get(String path, Set<Role> roles) {
        return new Permission(HttpMethod.GET, path, roles);
    }

    private static Permission post(String path, Set<Role> roles) {
        return new Permission(HttpMethod.POST, path, roles);
    }

    private static Permission delete(String path, Set<Role> roles) {
        return new Permission(HttpMethod.DELETE, path, roles);
    }

    private static Permission put(String path, Set<Role> roles) {
        return new Permission(HttpMethod.PUT, path, roles);
    }

    private static Set<Role> with(Set<Role> roles, Role another) {
        Set<Role> all = EnumSet.copyOf(roles);
        all.add(another);
        return all;
    }

    /** The roles' names, as Spring Security takes them. */
    String[] roleNames() {
        return roles.stream().map(Role::name).toArray(String[]::new);
    }
}
