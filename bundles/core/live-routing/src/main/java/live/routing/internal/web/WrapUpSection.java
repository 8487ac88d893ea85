// SPDX-License-Identifier: Apache-2.0
package live.routing.internal.web;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import live.core.Principal;
import live.core.TenantId;
import live.core.audit.AuditEntry;
import live.core.audit.AuditTrail;
import live.core.configuration.Section;
import live.core.web.Problem;
import live.routing.internal.Overview;
import live.routing.internal.store.WrapUpCode;
import live.routing.internal.store.WrapUpCodes;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** How contacts may end, by code and with its place in the list, as a section of the configuration's file. */
@Component(service = Section.class)
public final class WrapUpSection implements Section {
    private static final String PLACE = "place";

    private final Overview overview;
    private final AuditTrail audit;

    @Activate
    public WrapUpSection(@Reference Overview overview, @Reference AuditTrail audit) {
        this.overview = overview;
        this.audit = audit;
    }

    @Override
    public String name() {
        return "wrap-up-codes";
    }

    @Override
    public Map<String, String> references() {
        return Map.of("queues", "queues");
    }

    @Override
    public String readPermission() {
        return RoutingPermissions.QUEUE_READ;
    }

    @Override
    public String writePermission() {
        return RoutingPermissions.QUEUE_WRITE;
    }

    @Override
    public List<Item> items(TenantId tenant) {
        List<Item> items = new ArrayList<>();
        for (WrapUpCode code : overview.wrapUpCodes().get(tenant).codes()) {
            Map<String, Object> content = new LinkedHashMap<>();
            content.put(PLACE, items.size() + 1);
            content.put("names", new TreeMap<>(code.names()));
            content.put("queues", code.queues().stream().map(UUID::toString).toList());
            items.add(new Item(id(code.code()), code.code(), content));
        }
        return items;
    }

    private static UUID id(String code) {
        return UUID.nameUUIDFromBytes(("wrap-up-code " + code).getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public List<Fault> check(Principal actor, Plan plan) {
        List<Fault> faults = new ArrayList<>();
        for (Change change : plan.changes()) {
            if (change.kind() != Kind.REMOVED) {
                try {
                    new WrapUpWish(0L, List.of(item(change.name(), change.after()))).list(plan.ids("queues"));
                } catch (Problem problem) {
                    problem.fields()
                            .forEach(field -> faults.add(new Fault(
                                    change.name(), field.field().replaceFirst("^items\\[0]\\.", ""), field.message())));
                }
            }
        }
        return faults;
    }

    private static WrapUpWish.Item item(String code, Map<String, Object> content) {
        Map<String, Object> fields = new HashMap<>(content);
        Object place = fields.remove(PLACE);
        if (place != null && !(place instanceof Integer)) {
            throw Problem.invalid(PLACE, "field.type", "must be a number");
        }
        fields.put("code", code);
        try {
            return Json.convert(fields, WrapUpWish.Item.class);
        } catch (IllegalArgumentException e) {
            throw Problem.invalid("", "field.type", "must be place, names and queues");
        }
    }

    @Override
    public void apply(Principal actor, List<Change> changes) {
        WrapUpCodes.CodeList now = overview.wrapUpCodes().get(actor.tenant());
        Map<String, Map<String, Object>> contents = new LinkedHashMap<>();
        items(actor.tenant()).forEach(item -> contents.put(item.name(), item.content()));
        changes.forEach(change -> {
            if (change.kind() == Kind.REMOVED) {
                contents.remove(change.name());
            } else {
                contents.put(change.name(), change.after());
            }
        });
        List<WrapUpWish.Item> items = contents.entrySet().stream()
                .sorted(Comparator.comparing(
                        each -> each.getValue().get(PLACE) instanceof Integer place ? place : Integer.MAX_VALUE))
                .map(each -> item(each.getKey(), each.getValue()))
                .toList();
        WrapUpCodes.CodeList wanted = new WrapUpWish(now.version(), items).list(overview.queueIds(actor.tenant()));
        AuditEntry entry = new AuditEntry(
                actor,
                "routing.wrapUp.change",
                "wrap-up-codes",
                Json.of(new WrapUpResource.CodeList(0, wanted.codes())));
        if (overview.wrapUpCodes()
                .replace(actor.tenant(), wanted, connection -> audit.record(connection, entry))
                .isEmpty()) {
            throw Problem.conflict("routing.wrapUp.changed", "Somebody has changed the wrap-up codes meanwhile.");
        }
    }
}
