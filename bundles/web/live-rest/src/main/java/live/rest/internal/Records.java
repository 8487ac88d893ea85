// SPDX-License-Identifier: Apache-2.0
package live.rest.internal;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.JsonNode;
import io.swagger.v3.oas.models.media.Schema;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.Optional;

/** Completes the schemas of records. */
final class Records {
    private Records() {}

    /** What may be any JSON is not said to be an object. */
    static void free(Class<?> type, Schema<?> schema) {
        if (type.isRecord() && schema.getProperties() != null) {
            for (RecordComponent component : type.getRecordComponents()) {
                if (isAnything(component.getGenericType())) {
                    schema.getProperties().replace(name(component), new Schema<>());
                }
            }
        }
    }

    /**
     * What every answer of a type holds: all components of its record but the optional ones. A record that says what it
     * leaves out holds only its numbers and flags for certain.
     */
    static void require(Class<?> type, Schema<?> schema) {
        if (!type.isRecord() || schema.getProperties() == null) {
            return;
        }
        boolean leavesOut = type.isAnnotationPresent(JsonInclude.class);
        for (RecordComponent component : type.getRecordComponents()) {
            String name = name(component);
            boolean certain = leavesOut ? component.getType().isPrimitive() : component.getType() != Optional.class;
            if (certain
                    && schema.getProperties().containsKey(name)
                    && (schema.getRequired() == null || !schema.getRequired().contains(name))) {
                schema.addRequiredItem(name);
            }
        }
    }

    private static boolean isAnything(Type type) {
        return type == Object.class
                || type == JsonNode.class
                || type instanceof ParameterizedType of
                        && of.getRawType() == Optional.class
                        && isAnything(of.getActualTypeArguments()[0]);
    }

    private static String name(RecordComponent component) {
        JsonProperty property = component.getAccessor().getAnnotation(JsonProperty.class);
        return property == null || property.value().isEmpty() ? component.getName() : property.value();
    }
}
