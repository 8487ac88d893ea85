// SPDX-License-Identifier: Apache-2.0
package live.rest.internal;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.BeanDescription;
import com.fasterxml.jackson.databind.DeserializationConfig;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.SerializationConfig;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.deser.Deserializers;
import com.fasterxml.jackson.databind.deser.std.StdDeserializer;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.Serializers;
import com.fasterxml.jackson.databind.ser.std.StdSerializer;
import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Typed ids, records of one {@link UUID}, are text in JSON. Their classes may come and go with the modules. */
final class IdModule extends SimpleModule {
    private static final long serialVersionUID = 1L;

    @Override
    public void setupModule(SetupContext context) {
        context.addSerializers(new Serializers.Base() {
            @Override
            public @Nullable JsonSerializer<?> findSerializer(
                    SerializationConfig config, JavaType type, BeanDescription description) {
                return isId(type.getRawClass()) ? new Writing() : null;
            }
        });
        context.addDeserializers(new Deserializers.Base() {
            @Override
            public @Nullable JsonDeserializer<?> findBeanDeserializer(
                    JavaType type, DeserializationConfig config, BeanDescription description) {
                return isId(type.getRawClass()) ? new Reading(type.getRawClass()) : null;
            }
        });
    }

    /** Whether a class is a typed id. */
    static boolean isId(Class<?> type) {
        if (!type.isRecord()) {
            return false;
        }
        RecordComponent[] components = type.getRecordComponents();
        return components.length == 1
                && components[0].getType() == UUID.class
                && components[0].getName().equals("value");
    }

    private static final class Writing extends StdSerializer<Object> {
        private static final long serialVersionUID = 1L;

        Writing() {
            super(Object.class);
        }

        @Override
        public void serialize(Object id, JsonGenerator json, SerializerProvider provider) throws IOException {
            json.writeString(id.toString());
        }
    }

    private static final class Reading extends StdDeserializer<Object> {
        private static final long serialVersionUID = 1L;

        Reading(Class<?> type) {
            super(type);
        }

        @Override
        public Object deserialize(JsonParser json, DeserializationContext context) throws IOException {
            UUID value = context.readValue(json, UUID.class);
            try {
                return handledType().getDeclaredConstructor(UUID.class).newInstance(value);
            } catch (ReflectiveOperationException e) {
                return context.handleInstantiationProblem(handledType(), value, e);
            }
        }
    }
}
