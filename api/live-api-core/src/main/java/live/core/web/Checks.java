// SPDX-License-Identifier: Apache-2.0
package live.core.web;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Checks the fields of one request and tells all that is wrong at once. Every method answers the checked value, or
 * something harmless when the value is wrong; {@link #done} then throws. Not thread-safe.
 *
 * <pre>{@code
 * Checks checks = new Checks();
 * String name = checks.text("name", request.name(), 200);
 * int priority = checks.number("priority", request.priority(), 1, 5, 3);
 * checks.done();
 * }</pre>
 */
public final class Checks {
    private static final UUID NOTHING = new UUID(0, 0);

    private final List<Problem.Field> fields = new ArrayList<>();

    /** A text that must be there: stripped, one line, not empty. */
    public String text(String field, @Nullable String value, int longest) {
        String text = value == null ? "" : value.strip();
        if (text.isEmpty()) {
            wrong(field, "field.missing", "must be given");
        } else {
            plain(field, text, longest, false);
        }
        return text;
    }

    /** A text that may be absent or empty: stripped, one line. */
    public Optional<String> textIfAny(String field, @Nullable String value, int longest) {
        String text = value == null ? "" : value.strip();
        plain(field, text, longest, false);
        return text.isEmpty() ? Optional.empty() : Optional.of(text);
    }

    /** A text of many lines that may be absent, as it is. */
    public String lines(String field, @Nullable String value, int longest) {
        String text = value == null ? "" : value;
        plain(field, text, longest, true);
        return text;
    }

    /** A number within bounds, inclusive; the fallback when it is absent. */
    public int number(String field, @Nullable Integer value, int least, int most, int fallback) {
        int number = value == null ? fallback : value;
        that(number >= least && number <= most, field, "field.range", "must be from " + least + " to " + most);
        return number;
    }

    /** The version that the caller has read. */
    public long version(@Nullable Long value) {
        if (value == null) {
            wrong("version", "field.missing", "must be given");
            return -1;
        }
        return value;
    }

    /** An id in a path or in a text. */
    public UUID id(String field, @Nullable String value) {
        if (value == null || value.isEmpty()) {
            wrong(field, "field.missing", "must be given");
            return NOTHING;
        }
        try {
            // UUID.fromString takes shortened forms, which would be second spellings of an id.
            UUID id = UUID.fromString(value);
            that(id.toString().equalsIgnoreCase(value), field, "field.id", "must be a UUID");
            return id;
        } catch (IllegalArgumentException e) {
            wrong(field, "field.id", "must be a UUID");
            return NOTHING;
        }
    }

    /** A list that may be absent, without empty places. */
    public <T> List<T> list(String field, @Nullable Collection<? extends @Nullable T> values, int longest) {
        List<T> list = new ArrayList<>();
        if (values == null) {
            return list;
        }
        that(values.size() <= longest, field, "field.long", "must not hold more than " + longest);
        int place = 0;
        for (T value : values) {
            if (value == null) {
                wrong(field + "[" + place + "]", "field.missing", "must be given");
            } else {
                list.add(value);
            }
            place++;
        }
        return list;
    }

    /** Anything else that must hold. */
    public void that(boolean holds, String field, String code, String message) {
        if (!holds) {
            wrong(field, code, message);
        }
    }

    /** Notes that a field is wrong. */
    public void wrong(String field, String code, String message) {
        fields.add(new Problem.Field(field, code, message));
    }

    /** Whether nothing was wrong so far. */
    public boolean fine() {
        return fields.isEmpty();
    }

    /**
     * Ends the checks.
     *
     * @throws Problem 400 with all fields that are wrong
     */
    public void done() {
        if (!fields.isEmpty()) {
            throw Problem.invalid(fields);
        }
    }

    private void plain(String field, String text, int longest, boolean lines) {
        that(text.length() <= longest, field, "field.long", "must not be longer than " + longest + " characters");
        boolean clean = text.chars()
                .noneMatch(c -> Character.isISOControl(c) && !(lines && (c == '\n' || c == '\r' || c == '\t')));
        that(clean, field, "field.characters", "must not hold control characters");
    }
}
