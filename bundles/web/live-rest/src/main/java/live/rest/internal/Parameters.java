// SPDX-License-Identifier: Apache-2.0
package live.rest.internal;

import java.lang.annotation.Annotation;
import java.lang.reflect.Type;
import java.util.Map;
import java.util.function.Function;
import javax.ws.rs.PathParam;
import javax.ws.rs.QueryParam;
import javax.ws.rs.ext.ParamConverter;
import javax.ws.rs.ext.ParamConverterProvider;
import live.core.web.Problem;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.jaxrs.whiteboard.propertytypes.JaxrsApplicationSelect;
import org.osgi.service.jaxrs.whiteboard.propertytypes.JaxrsExtension;
import org.osgi.service.jaxrs.whiteboard.propertytypes.JaxrsName;

/** Reads parameters of an address. One that cannot be read is named; JAX-RS would only say that it found nothing. */
@Component(service = ParamConverterProvider.class)
@JaxrsExtension
@JaxrsName("live.parameters")
@JaxrsApplicationSelect("(osgi.jaxrs.name=*)")
public final class Parameters implements ParamConverterProvider {
    private static final Map<Class<?>, Function<String, Object>> NUMBERS = Map.of(
            Integer.class, Integer::valueOf,
            int.class, Integer::valueOf,
            Long.class, Long::valueOf,
            long.class, Long::valueOf);

    @Override
    @SuppressWarnings("unchecked")
    public <T> @Nullable ParamConverter<T> getConverter(Class<T> type, Type generic, Annotation[] annotations) {
        Function<String, Object> number = NUMBERS.get(type);
        if (number != null) {
            return (ParamConverter<T>) new Reading(
                    name(annotations), number, "field.type", "must be a whole number that is not too large");
        }
        return type == String.class
                ? (ParamConverter<T>)
                        new Reading(name(annotations), Parameters::storable, "field.characters", Characters.WRONG)
                : null;
    }

    private static Object storable(String text) {
        if (!Characters.areStorable(text)) {
            throw new IllegalArgumentException();
        }
        return text;
    }

    private static String name(Annotation[] annotations) {
        for (Annotation annotation : annotations) {
            if (annotation instanceof QueryParam query) {
                return query.value();
            }
            if (annotation instanceof PathParam path) {
                return path.value();
            }
        }
        return "";
    }

    private record Reading(String field, Function<String, Object> reading, String code, String message)
            implements ParamConverter<Object> {
        @Override
        public @Nullable Object fromString(@Nullable String text) {
            if (text == null) {
                return null;
            }
            if (text.isEmpty() && !code.equals("field.characters")) {
                return null;
            }
            try {
                return reading.apply(text);
            } catch (IllegalArgumentException e) {
                throw Problem.invalid(field, code, message);
            }
        }

        @Override
        public String toString(Object value) {
            return value.toString();
        }
    }
}
