// SPDX-License-Identifier: Apache-2.0
package live.admin.internal.form;

import java.util.List;
import java.util.Optional;

/**
 * The settings that a component takes, with words in one language.
 *
 * @param factory whether there may be several, each with a name
 * @param module the bundle that it belongs to
 */
public record Form(
        String pid, boolean factory, String title, String description, String module, List<Attribute> attributes) {
    /** The attribute of that id. */
    public Optional<Attribute> attribute(String id) {
        return attributes.stream()
                .filter(attribute -> attribute.id().equals(id))
                .findFirst();
    }

    /** What a value can be. */
    public enum Type {
        STRING,
        INTEGER,
        LONG,
        DOUBLE,
        BOOLEAN,
        PASSWORD
    }

    /** A value to choose, and what it means. */
    public record Option(String value, String label) {}

    /**
     * One setting.
     *
     * @param cardinality 0: one value; otherwise a list of at most that many
     * @param options what may be chosen; empty if anything goes
     * @param defaults what applies when nothing is set
     * @param required whether it must be there, given or by default
     */
    public record Attribute(
            String id,
            String name,
            String description,
            Type type,
            int cardinality,
            List<Option> options,
            List<String> defaults,
            boolean required,
            Optional<String> min,
            Optional<String> max) {}
}
