// SPDX-License-Identifier: Apache-2.0
package live.admin.internal.form;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import live.admin.internal.form.Form.Attribute;
import live.admin.internal.form.Form.Type;
import live.core.web.Checks;

/** Values of a form: from JSON to text and back, checked against the form. */
public final class Values {
    private static final int LONGEST = 20_000;
    private static final int MOST = 1_000;

    private Values() {}

    /**
     * Checks values that came as JSON. A password that is an object, as it was shown, or that is left out stays as it is.
     */
    public static Map<String, List<String>> read(Form form, Map<String, JsonNode> given, Checks checks) {
        Map<String, List<String>> values = new TreeMap<>();
        given.forEach((id, node) -> form.attribute(id)
                .ifPresentOrElse(
                        attribute -> read(attribute, node, values, checks),
                        () -> checks.wrong(field(id), "field.unknown", "is not a setting of " + form.title())));
        return values;
    }

    /**
     * Checks that nothing is missing.
     *
     * @param kept whether a stored configuration may already have the passwords
     */
    public static void complete(Form form, Map<String, List<String>> values, boolean kept, Checks checks) {
        for (Attribute attribute : form.attributes()) {
            boolean there =
                    values.getOrDefault(attribute.id(), List.of()).stream().anyMatch(text -> !text.isEmpty());
            boolean mayStay = kept && attribute.type() == Type.PASSWORD && !values.containsKey(attribute.id());
            if (attribute.required() && !there && attribute.defaults().isEmpty() && !mayStay) {
                checks.wrong(field(attribute.id()), "field.missing", "must be given");
            }
        }
    }

    /** Values as JSON has them; of a password only whether it is set. */
    public static Map<String, Object> show(Form form, Map<String, List<String>> values) {
        Map<String, Object> shown = new TreeMap<>();
        for (Attribute attribute : form.attributes()) {
            List<String> texts = values.get(attribute.id());
            if (attribute.type() == Type.PASSWORD) {
                boolean set = texts != null && texts.stream().anyMatch(text -> !text.isEmpty());
                shown.put(attribute.id(), Map.of("set", set));
            } else if (texts != null) {
                List<Object> typed = texts.stream()
                        .map(text -> typed(attribute.type(), text))
                        .toList();
                if (attribute.cardinality() != 0) {
                    shown.put(attribute.id(), typed);
                } else if (!typed.isEmpty()) {
                    shown.put(attribute.id(), typed.get(0));
                }
            }
        }
        return shown;
    }

    private static void read(Attribute attribute, JsonNode node, Map<String, List<String>> values, Checks checks) {
        String field = field(attribute.id());
        if (node.isNull() || (attribute.type() == Type.PASSWORD && node.isObject())) {
            return;
        }
        List<String> texts = new ArrayList<>();
        if (node.isArray()) {
            checks.that(attribute.cardinality() != 0, field, "field.type", "is one value");
            checks.that(node.size() <= Math.min(MOST, limit(attribute)), field, "field.long", "are too many values");
            node.forEach(each -> texts.add(scalar(each, field, checks)));
        } else {
            texts.add(scalar(node, field, checks));
        }
        // An emptied field means: nothing set, the default applies. An emptied password is removed.
        boolean empty = texts.stream().allMatch(String::isEmpty);
        if (empty && attribute.type() != Type.PASSWORD && attribute.type() != Type.STRING) {
            return;
        }
        if (!empty) {
            texts.forEach(text -> check(attribute, text, field, checks));
        }
        values.put(attribute.id(), texts);
    }

    private static int limit(Attribute attribute) {
        return attribute.cardinality() == 0 ? 1 : attribute.cardinality();
    }

    private static String scalar(JsonNode node, String field, Checks checks) {
        checks.that(
                node.isValueNode() && !node.isNull(), field, "field.type", "must be text, a number, or true or false");
        return node.isValueNode() && !node.isNull() ? node.asText() : "";
    }

    private static void check(Attribute attribute, String text, String field, Checks checks) {
        checks.that(
                text.length() <= LONGEST && text.indexOf(0) < 0, field, "field.long", "is too long, or holds a NUL");
        checks.that(
                attribute.options().isEmpty()
                        || attribute.options().stream()
                                .anyMatch(option -> option.value().equals(text)),
                field,
                "field.option",
                "is none of the values to choose from");
        switch (attribute.type()) {
            case BOOLEAN ->
                checks.that(text.equals("true") || text.equals("false"), field, "field.type", "must be true or false");
            case INTEGER, LONG, DOUBLE -> number(attribute, text, field, checks);
            default -> {
                // Any text.
            }
        }
    }

    private static void number(Attribute attribute, String text, String field, Checks checks) {
        BigDecimal number;
        try {
            number = new BigDecimal(text.strip());
            switch (attribute.type()) {
                case INTEGER -> number.intValueExact();
                case LONG -> number.longValueExact();
                default -> {
                    // With a fraction.
                }
            }
        } catch (ArithmeticException | NumberFormatException e) {
            checks.wrong(
                    field,
                    "field.type",
                    attribute.type() == Type.DOUBLE ? "must be a number" : "must be a whole number");
            return;
        }
        attribute
                .min()
                .ifPresent(min -> checks.that(
                        number.compareTo(new BigDecimal(min)) >= 0, field, "field.range", "must be at least " + min));
        attribute
                .max()
                .ifPresent(max -> checks.that(
                        number.compareTo(new BigDecimal(max)) <= 0, field, "field.range", "must be at most " + max));
    }

    private static Object typed(Type type, String text) {
        try {
            return switch (type) {
                case INTEGER, LONG -> Long.parseLong(text.strip());
                case DOUBLE -> Double.parseDouble(text.strip());
                case BOOLEAN -> Boolean.parseBoolean(text.strip());
                default -> text;
            };
        } catch (NumberFormatException e) {
            // A cfg file may hold anything: show what is there.
            return text;
        }
    }

    private static String field(String id) {
        return "values." + id;
    }
}
