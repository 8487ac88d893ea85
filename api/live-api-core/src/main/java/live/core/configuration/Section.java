// SPDX-License-Identifier: Apache-2.0
package live.core.configuration;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import live.core.Principal;
import live.core.TenantId;

/**
 * A part of the one readable file that says how the whole product is configured: the objects of a kind that a module
 * keeps. A module registers one as a service for each kind; as long as it is there, exports have it and imports take it.
 *
 * <p>Content consists of maps, lists, text, whole numbers, true and false, with the ids of other objects as text: whoever
 * writes the file puts their names there, and the ids back when it is read. Secrets, versions and what merely happens
 * are no content. Thread-safe; methods block on the database.
 */
public interface Section {
    /** Its heading in the file, in the plural: {@code teams}. */
    String name();

    /** Which fields of its content, at any depth, hold ids of the objects of which section. Those are applied before. */
    default Map<String, String> references() {
        return Map.of();
    }

    /** The permission to see it. */
    String readPermission();

    /** The permission to change it. */
    String writePermission();

    /** All objects as they are. */
    List<Item> items(TenantId tenant);

    /** All objects that somebody may see who has {@link #readPermission}: where some need more, others are left out. */
    default List<Item> items(Principal actor) {
        return items(actor.tenant());
    }

    /** What is wrong with the changes; nothing is changed yet, of any section. */
    List<Fault> check(Principal actor, Plan plan);

    /**
     * Makes the changes, all or none of them, and audits each. It is called for what is added and changed, and, after
     * all other sections, for what is removed.
     *
     * @throws live.core.web.Problem if something stands in the way
     */
    void apply(Principal actor, List<Change> changes);

    /**
     * An object.
     *
     * @param name by which people and the file know it, of which the section has one only
     */
    record Item(UUID id, String name, Map<String, Object> content) {
        public Item {
            Objects.requireNonNull(id);
            Objects.requireNonNull(name);
        }
    }

    /** What becomes of an object. */
    enum Kind {
        ADDED,
        CHANGED,
        REMOVED
    }

    /**
     * An object that is not as the file says.
     *
     * @param id of one that is added: the one that it shall have
     * @param before its content; empty for one that is added
     * @param after its content; empty for one that is removed
     */
    record Change(Kind kind, UUID id, String name, Map<String, Object> before, Map<String, Object> after) {}

    /**
     * All changes that the file makes to a section.
     *
     * @param after the objects of each section as they will be, by their ids
     */
    record Plan(List<Change> changes, Map<String, Map<UUID, Item>> after) {
        /** The ids that the objects of a section will have. */
        public Set<UUID> ids(String section) {
            return after.getOrDefault(section, Map.of()).keySet();
        }
    }

    /**
     * Something that is wrong.
     *
     * @param object its name
     * @param field within its content, or empty
     * @param message in English
     */
    record Fault(String object, String field, String message) {}
}
