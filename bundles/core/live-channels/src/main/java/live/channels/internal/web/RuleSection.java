// SPDX-License-Identifier: Apache-2.0
package live.channels.internal.web;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import live.channels.internal.Rules;
import live.channels.internal.store.Rule;
import live.channels.internal.store.RuleStore;
import live.core.Principal;
import live.core.QueueId;
import live.core.SkillId;
import live.core.TenantId;
import live.core.configuration.Section;
import live.core.web.Problem;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** The classification rules by name and with their places in the list, as a section of the configuration's file. */
@Component(service = Section.class)
public final class RuleSection implements Section {
    private static final String PLACE = "place";

    private final RuleStore store;
    private final Rules rules;

    @Activate
    public RuleSection(@Reference RuleStore store, @Reference Rules rules) {
        this.store = store;
        this.rules = rules;
    }

    @Override
    public String name() {
        return "rules";
    }

    @Override
    public Map<String, String> references() {
        return Map.of("queue", "queues", "skill", "skills");
    }

    @Override
    public String readPermission() {
        return "channel.read";
    }

    @Override
    public String writePermission() {
        return "channel.write";
    }

    /** Names of rules need not be unique; in the file they are. */
    @Override
    public List<Item> items(TenantId tenant) {
        Map<String, Item> items = new LinkedHashMap<>();
        int place = 1;
        for (Rule rule : store.get(tenant).rules()) {
            String name = rule.name();
            for (int i = 2; items.containsKey(name); i++) {
                name = rule.name() + " (" + i + ")";
            }
            items.put(name, new Item(rule.id(), name, content(rule, place++)));
        }
        return List.copyOf(items.values());
    }

    private static Map<String, Object> content(Rule rule, int place) {
        Map<String, Object> content = new LinkedHashMap<>();
        content.put(PLACE, place);
        rule.channel().ifPresent(text -> content.put("channel", text));
        rule.to().ifPresent(text -> content.put("to", text));
        rule.from().ifPresent(text -> content.put("from", text));
        rule.subject().ifPresent(text -> content.put("subject", text));
        rule.segment().ifPresent(text -> content.put("segment", text));
        content.put("queue", rule.queue().toString());
        content.put("priority", rule.priority());
        content.put(
                "skills",
                rule.skills().entrySet().stream()
                        .sorted(Comparator.comparing(skill -> skill.getKey().toString()))
                        .map(RuleSection::skill)
                        .toList());
        content.put("active", rule.active());
        return content;
    }

    /** In an order that is the same in every product. */
    private static Map<String, Object> skill(Map.Entry<SkillId, Integer> wanted) {
        Map<String, Object> skill = new LinkedHashMap<>();
        skill.put("skill", wanted.getKey().toString());
        skill.put("level", wanted.getValue());
        return skill;
    }

    @Override
    public List<Fault> check(Principal actor, Plan plan) {
        List<Fault> faults = new ArrayList<>();
        for (Change change : plan.changes()) {
            if (change.kind() != Kind.REMOVED) {
                try {
                    rule(change);
                } catch (Problem problem) {
                    problem.fields()
                            .forEach(field -> faults.add(new Fault(change.name(), field.field(), field.message())));
                }
            }
        }
        return faults;
    }

    private static Rule rule(Change change) {
        Map<String, Object> fields = new HashMap<>(change.after());
        @Nullable Object place = fields.remove(PLACE);
        if (place != null && !(place instanceof Integer)) {
            throw Problem.invalid(PLACE, "field.type", "must be a number");
        }
        @Nullable Object priority = fields.remove("priority");
        @Nullable Object active = fields.remove("active");
        @Nullable Object skills = fields.remove("skills");
        if (priority != null && !(priority instanceof Integer) || active != null && !(active instanceof Boolean)) {
            throw Problem.invalid("", "field.type", "priority must be a number, active must be true or false");
        }
        @Nullable Object queue = fields.remove("queue");
        RulesResource.RuleBody body = new RulesResource.RuleBody(
                change.id(),
                change.name(),
                text(fields, "channel"),
                text(fields, "to"),
                text(fields, "from"),
                text(fields, "subject"),
                text(fields, "segment"),
                queue instanceof String id ? new QueueId(UUID.fromString(id)) : null,
                (Integer) priority,
                skills(skills),
                (Boolean) active);
        if (!fields.isEmpty()) {
            throw Problem.invalid(fields.keySet().iterator().next(), "field.unknown", "is not a field of this");
        }
        return RulesResource.checked(body);
    }

    private static @Nullable String text(Map<String, Object> fields, String field) {
        Object value = fields.remove(field);
        if (value != null && !(value instanceof String)) {
            throw Problem.invalid(field, "field.type", "must be text");
        }
        return (String) value;
    }

    private static List<RulesResource.SkillBody> skills(@Nullable Object given) {
        List<RulesResource.SkillBody> skills = new ArrayList<>();
        for (Object each : given instanceof List<?> list ? list : List.of()) {
            if (each instanceof Map<?, ?> skill
                    && skill.get("skill") instanceof String id
                    && skill.get("level") instanceof Integer level) {
                skills.add(new RulesResource.SkillBody(new SkillId(UUID.fromString(id)), level));
            } else {
                throw Problem.invalid("skills", "field.type", "must be skills with levels from 1 to 5");
            }
        }
        return skills;
    }

    @Override
    public void apply(Principal actor, List<Change> changes) {
        RuleStore.RuleSet now = store.get(actor.tenant());
        Map<UUID, Rule> byId = new LinkedHashMap<>();
        Map<UUID, Integer> places = new HashMap<>();
        now.rules().forEach(rule -> {
            byId.put(rule.id(), rule);
            places.put(rule.id(), places.size() + 1);
        });
        for (Change change : changes) {
            if (change.kind() == Kind.REMOVED) {
                byId.remove(change.id());
            } else {
                byId.put(change.id(), rule(change));
                places.put(change.id(), change.after().get(PLACE) instanceof Integer place ? place : Integer.MAX_VALUE);
            }
        }
        List<Rule> wanted = byId.values().stream()
                .sorted(Comparator.comparing(rule -> places.getOrDefault(rule.id(), Integer.MAX_VALUE)))
                .toList();
        if (store.replace(actor, now.version(), wanted).isEmpty()) {
            throw Problem.conflict("channels.rules.changed", "Somebody has changed the rules meanwhile.");
        }
        rules.refresh();
    }
}
