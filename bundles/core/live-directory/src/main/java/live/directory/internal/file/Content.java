// SPDX-License-Identifier: Apache-2.0
package live.directory.internal.file;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import live.core.configuration.Section.Fault;
import org.jspecify.annotations.Nullable;

/** Reads content that a person wrote: what is not of the kind that it should be is a fault, and then as if absent. */
record Content(String object, Map<String, Object> fields, List<Fault> faults) {
    /** Whether there are only these fields. */
    void only(Set<String> known) {
        fields.keySet().stream()
                .filter(field -> !known.contains(field))
                .forEach(field -> wrong(field, "is not a field of this"));
    }

    Optional<UUID> id(String field) {
        return text(field).map(UUID::fromString);
    }

    List<UUID> ids(String field) {
        return list(field).stream()
                .flatMap(each -> each instanceof String id ? Stream.of(UUID.fromString(id)) : Stream.of())
                .distinct()
                .toList();
    }

    Optional<String> text(String field) {
        return value(field, String.class);
    }

    <T> Optional<T> value(String field, Class<T> type) {
        @Nullable Object value = fields.get(field);
        if (value != null && !type.isInstance(value)) {
            wrong(field, "must be " + (type == String.class ? "text" : "another kind of value"));
            return Optional.empty();
        }
        return Optional.ofNullable(type.cast(value));
    }

    List<?> list(String field) {
        return value(field, List.class).map(found -> (List<?>) found).orElse(List.of());
    }

    void wrong(String field, String message) {
        faults.add(new Fault(object, field, message));
    }
}
