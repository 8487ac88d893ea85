// SPDX-License-Identifier: Apache-2.0
package live.rest.internal;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.deser.std.StdScalarDeserializer;
import com.fasterxml.jackson.databind.deser.std.StringDeserializer;
import com.fasterxml.jackson.databind.exc.InvalidFormatException;
import com.fasterxml.jackson.databind.module.SimpleModule;
import java.io.IOException;

/** Refuses text that nothing could keep, in the requests of all modules. */
final class TextModule extends SimpleModule {
    private static final long serialVersionUID = 1L;

    TextModule() {
        addDeserializer(String.class, new Reading());
    }

    /** Told apart from a value of the wrong type. */
    static final class Unstorable extends InvalidFormatException {
        private static final long serialVersionUID = 1L;

        Unstorable(JsonParser json) {
            super(json, Characters.WRONG, "", String.class);
        }
    }

    private static final class Reading extends StdScalarDeserializer<String> {
        private static final long serialVersionUID = 1L;

        Reading() {
            super(String.class);
        }

        @Override
        public String deserialize(JsonParser json, DeserializationContext context) throws IOException {
            String text = StringDeserializer.instance.deserialize(json, context);
            if (text != null && !Characters.areStorable(text)) {
                throw new Unstorable(json);
            }
            return text;
        }
    }
}
