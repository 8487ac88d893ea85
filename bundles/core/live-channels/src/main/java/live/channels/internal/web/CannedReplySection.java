// SPDX-License-Identifier: Apache-2.0
package live.channels.internal.web;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import live.channels.internal.store.CannedReply;
import live.channels.internal.store.CannedReplyStore;
import live.core.Principal;
import live.core.TeamId;
import live.core.TenantId;
import live.core.configuration.Section;
import live.core.web.Checks;
import live.core.web.Problem;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** The canned replies of teams and of everybody, by name, as a section of the configuration's file. */
@Component(service = Section.class)
public final class CannedReplySection implements Section {
    private static final String TEAM = "team";
    private static final String TEXTS = "texts";

    private final CannedReplyStore store;

    @Activate
    public CannedReplySection(@Reference CannedReplyStore store) {
        this.store = store;
    }

    @Override
    public String name() {
        return "canned-replies";
    }

    @Override
    public Map<String, String> references() {
        return Map.of(TEAM, "teams");
    }

    @Override
    public String readPermission() {
        return CannedRepliesResource.SHARED_WRITE;
    }

    @Override
    public String writePermission() {
        return CannedRepliesResource.SHARED_WRITE;
    }

    /** Names need not be unique; in the file they are. */
    @Override
    public List<Item> items(TenantId tenant) {
        Map<String, Item> items = new LinkedHashMap<>();
        for (CannedReply reply : store.shared(tenant)) {
            String name = reply.name();
            for (int i = 2; items.containsKey(name); i++) {
                name = reply.name() + " (" + i + ")";
            }
            items.put(name, new Item(reply.id(), name, content(reply)));
        }
        return List.copyOf(items.values());
    }

    private static Map<String, Object> content(CannedReply reply) {
        Map<String, Object> content = new LinkedHashMap<>();
        reply.team().ifPresent(team -> content.put(TEAM, team.toString()));
        content.put(
                TEXTS,
                reply.texts().stream()
                        .map(text -> {
                            Map<String, Object> said = new LinkedHashMap<>();
                            if (text.language() != null) {
                                said.put("language", text.language());
                            }
                            said.put("html", text.html());
                            return said;
                        })
                        .toList());
        return content;
    }

    @Override
    public List<Fault> check(Principal actor, Plan plan) {
        List<Fault> faults = new ArrayList<>();
        for (Change change : plan.changes()) {
            if (change.kind() != Kind.REMOVED) {
                try {
                    reply(change, 1);
                } catch (Problem problem) {
                    problem.fields()
                            .forEach(field -> faults.add(new Fault(change.name(), field.field(), field.message())));
                }
            }
        }
        return faults;
    }

    private static CannedReply reply(Change change, long version) {
        Checks checks = new Checks();
        String name = checks.text("name", change.name(), CannedRepliesResource.LONGEST_NAME);
        checks.that(
                Set.of(TEAM, TEXTS).containsAll(change.after().keySet()), "", "field.unknown", "has team and texts");
        List<CannedRepliesResource.TextBody> bodies = new ArrayList<>();
        for (Object each : change.after().get(TEXTS) instanceof List<?> list ? list : List.of()) {
            Map<?, ?> said = each instanceof Map<?, ?> map ? map : Map.of();
            checks.that(
                    Set.of("language", "html").containsAll(said.keySet()),
                    TEXTS,
                    "field.type",
                    "must hold language and html");
            bodies.add(new CannedRepliesResource.TextBody(text(said.get("language")), text(said.get("html"))));
        }
        List<CannedReply.Text> texts = CannedRepliesResource.texts(checks, bodies);
        checks.done();
        Optional<TeamId> team =
                Optional.ofNullable(change.after().get(TEAM)).map(id -> new TeamId(UUID.fromString(id.toString())));
        return new CannedReply(change.id(), name, Optional.empty(), team, texts, version);
    }

    private static @Nullable String text(@Nullable Object value) {
        return value instanceof String text ? text : null;
    }

    @Override
    public void apply(Principal actor, List<Change> changes) {
        List<CannedReply> added = new ArrayList<>();
        Map<CannedReply, CannedReply> changed = new LinkedHashMap<>();
        List<CannedReply> deleted = new ArrayList<>();
        for (Change change : changes) {
            Optional<CannedReply> now = store.get(actor.tenant(), change.id());
            switch (change.kind()) {
                case ADDED -> added.add(reply(change, 1));
                case CHANGED -> {
                    CannedReply before = now.filter(CannedReply::shared)
                            .orElseThrow(() -> Problem.conflict(
                                    "channels.reply.changed", change.name() + " has been changed by somebody else."));
                    changed.put(before, reply(change, before.version()));
                }
                case REMOVED -> now.filter(CannedReply::shared).ifPresent(deleted::add);
            }
        }
        store.replace(actor, added, changed, deleted).ifPresent(refused -> {
            throw Problem.conflict(
                    "channels.reply.changed",
                    refused.name() + " has been changed by somebody else, or there are too many.");
        });
    }
}
