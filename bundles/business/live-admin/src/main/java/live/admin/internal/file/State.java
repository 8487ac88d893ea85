// SPDX-License-Identifier: Apache-2.0
package live.admin.internal.file;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import live.core.Principal;
import live.core.configuration.Section;
import live.core.configuration.Section.Item;

/** All objects of all sections that somebody may see, as they are, with names in the place of ids. Immutable. */
final class State {
    private final Map<String, Map<String, UUID>> ids = new HashMap<>();
    private final Map<String, Map<String, ObjectNode>> contents = new LinkedHashMap<>();

    State(List<Section> sections, Principal actor) {
        Map<String, Map<String, String>> names = new HashMap<>();
        Map<String, List<Item>> items = new LinkedHashMap<>();
        for (Section section : sections) {
            List<Item> found = section.items(actor);
            items.put(section.name(), found);
            Map<String, UUID> byName = new HashMap<>();
            Map<String, String> byId = new HashMap<>();
            for (Item item : found) {
                byName.put(item.name(), item.id());
                byId.put(item.id().toString(), item.name());
            }
            ids.put(section.name(), byName);
            names.put(section.name(), byId);
        }
        for (Section section : sections) {
            Map<String, ObjectNode> objects = new TreeMap<>();
            for (Item item : items.getOrDefault(section.name(), List.of())) {
                objects.put(
                        item.name(),
                        Names.replaced(
                                Yaml.tree(item.content()),
                                section.references(),
                                (kind, id) -> Optional.ofNullable(
                                        names.getOrDefault(kind, Map.of()).get(id))));
            }
            contents.put(section.name(), objects);
        }
    }

    /** By name, in the order of the names. */
    Map<String, ObjectNode> objects(String section) {
        return contents.getOrDefault(section, Map.of());
    }

    Optional<UUID> id(String section, String name) {
        return Optional.ofNullable(ids.getOrDefault(section, Map.of()).get(name));
    }

    ObjectNode file() {
        ObjectNode file = JsonNodeFactory.instance.objectNode();
        contents.forEach((section, objects) -> {
            ObjectNode written = file.putObject(section);
            objects.forEach(written::set);
        });
        return file;
    }
}
