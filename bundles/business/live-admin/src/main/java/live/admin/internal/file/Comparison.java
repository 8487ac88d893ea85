// SPDX-License-Identifier: Apache-2.0
package live.admin.internal.file;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import live.core.Uuid7;
import live.core.configuration.Section;
import live.core.configuration.Section.Change;
import live.core.configuration.Section.Fault;
import live.core.configuration.Section.Item;
import live.core.configuration.Section.Kind;
import live.core.configuration.Section.Plan;
import org.jspecify.annotations.Nullable;

/** What a file changes, section by section. What it says nothing of at all stays as it is. Immutable once made. */
final class Comparison {
    private static final ObjectNode NOTHING = JsonNodeFactory.instance.objectNode();

    private final State now;
    private final Map<String, Map<String, JsonNode>> wanted = new LinkedHashMap<>();
    private final Map<String, Map<String, UUID>> fresh = new HashMap<>();
    private final Map<String, List<Difference>> differences = new LinkedHashMap<>();
    private final Map<String, List<Fault>> faults = new LinkedHashMap<>();
    private final Map<String, Map<UUID, Item>> after = new HashMap<>();

    /** An object that differs, with the fields in which it does, as people read them. */
    record Difference(Kind kind, String name, List<FieldChange> fields) {}

    Comparison(List<Section> sections, State now, ObjectNode file) {
        this.now = now;
        Set<String> known = new TreeSet<>();
        sections.forEach(section -> known.add(section.name()));
        file.fieldNames().forEachRemaining(name -> {
            if (!known.contains(name)) {
                fault(name, "", "", "no module here has such a section");
            }
        });
        sections.forEach(section -> take(section, file.get(section.name())));
        sections.forEach(section -> after.put(section.name(), after(section)));
        sections.forEach(this::compare);
    }

    private void take(Section section, @Nullable JsonNode given) {
        if (given == null || given.isNull()) {
            return;
        }
        Map<String, JsonNode> objects = new LinkedHashMap<>();
        Map<String, UUID> made = new HashMap<>();
        if (!given.isObject()) {
            fault(section.name(), "", "", "must hold objects by their names");
        }
        given.fields().forEachRemaining(entry -> {
            if (!entry.getValue().isObject() && !entry.getValue().isNull()) {
                fault(section.name(), entry.getKey(), "", "must hold fields by their names");
                return;
            }
            objects.put(entry.getKey(), entry.getValue().isNull() ? NOTHING : entry.getValue());
            if (now.id(section.name(), entry.getKey()).isEmpty()) {
                made.put(entry.getKey(), Uuid7.next());
            }
        });
        wanted.put(section.name(), objects);
        fresh.put(section.name(), made);
    }

    /** The objects as they will be, with ids. */
    private Map<UUID, Item> after(Section section) {
        Map<UUID, Item> items = new HashMap<>();
        Map<String, ? extends JsonNode> objects =
                wanted.containsKey(section.name()) ? wanted(section) : now.objects(section.name());
        objects.forEach((name, content) -> {
            UUID id = id(section.name(), name).orElseThrow();
            items.put(id, new Item(id, name, ids(section, name, content, true)));
        });
        return items;
    }

    private Map<String, JsonNode> wanted(Section section) {
        return wanted.getOrDefault(section.name(), Map.of());
    }

    /** The id that an object has or will have; none for one that goes. */
    private Optional<UUID> id(String section, String name) {
        Map<String, JsonNode> objects = wanted.get(section);
        if (objects != null && !objects.containsKey(name)) {
            return Optional.empty();
        }
        return now.id(section, name)
                .or(() -> Optional.ofNullable(
                        fresh.getOrDefault(section, Map.of()).get(name)));
    }

    private Map<String, Object> ids(Section section, String object, JsonNode content, boolean told) {
        return Yaml.map(Names.replaced(content, section.references(), (kind, name) -> {
            Optional<UUID> id = told ? id(kind, name) : now.id(kind, name);
            if (id.isEmpty() && told) {
                fault(section.name(), object, "", "there is nothing called " + name + " among the " + kind);
            }
            return id.map(UUID::toString);
        }));
    }

    private void compare(Section section) {
        if (!wanted.containsKey(section.name())) {
            return;
        }
        List<Difference> found = new ArrayList<>();
        Set<String> names = new TreeSet<>(now.objects(section.name()).keySet());
        names.addAll(wanted(section).keySet());
        for (String name : names) {
            ObjectNode before = now.objects(section.name()).get(name);
            JsonNode wish = wanted(section).get(name);
            ObjectNode later =
                    wish == null ? NOTHING : Names.replaced(wish, Map.of(), (kind, word) -> Optional.of(word));
            List<FieldChange> fields = fields(before == null ? NOTHING : before, later);
            if (before == null) {
                found.add(new Difference(Kind.ADDED, name, fields));
            } else if (wish == null) {
                found.add(new Difference(Kind.REMOVED, name, fields));
            } else if (!fields.isEmpty()) {
                found.add(new Difference(Kind.CHANGED, name, fields));
            }
        }
        differences.put(section.name(), found);
    }

    private static List<FieldChange> fields(ObjectNode before, ObjectNode later) {
        Set<String> names = new LinkedHashSet<>();
        before.fieldNames().forEachRemaining(names::add);
        later.fieldNames().forEachRemaining(names::add);
        return names.stream()
                .filter(name -> !same(before.path(name), later.path(name)))
                .map(name -> new FieldChange(
                        name, Optional.ofNullable(before.get(name)), Optional.ofNullable(later.get(name))))
                .toList();
    }

    /** Trees from a file and from a program: the same number may be of another type. */
    private static boolean same(JsonNode one, JsonNode other) {
        return Yaml.tree(one).equals(Yaml.tree(other));
    }

    private void fault(String section, String object, String field, String message) {
        Fault fault = new Fault(object, field, message);
        List<Fault> all = faults.computeIfAbsent(section, key -> new ArrayList<>());
        if (!all.contains(fault)) {
            all.add(fault);
        }
    }

    List<Difference> differences(String section) {
        return differences.getOrDefault(section, List.of());
    }

    Map<String, List<Fault>> faults() {
        return faults;
    }

    Plan plan(Section section) {
        List<Change> changes = new ArrayList<>();
        for (Difference difference : differences(section.name())) {
            String name = difference.name();
            ObjectNode before = now.objects(section.name()).get(name);
            JsonNode wish = wanted(section).get(name);
            UUID id = now.id(section.name(), name)
                    .or(() -> id(section.name(), name))
                    .orElseThrow();
            changes.add(new Change(
                    difference.kind(),
                    id,
                    name,
                    before == null ? Map.of() : ids(section, name, before, false),
                    wish == null ? Map.of() : ids(section, name, wish, true)));
        }
        return new Plan(changes, after);
    }
}
