// SPDX-License-Identifier: Apache-2.0
package live.rest.internal;

import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.PathItem;
import io.swagger.v3.oas.models.media.Schema;
import java.util.Collection;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Which schemas callers send, by themselves or inside of others. */
final class Requests {
    private static final String REFERENCE = "#/components/schemas/";

    private final Map<String, Schema<?>> schemas;
    private final Set<String> found = new HashSet<>();

    private Requests(Map<String, Schema<?>> schemas) {
        this.schemas = schemas;
    }

    static Set<String> in(Collection<PathItem> paths, Map<String, Schema<?>> schemas) {
        Requests requests = new Requests(schemas);
        for (PathItem path : paths) {
            for (Operation operation : path.readOperations()) {
                if (operation.getRequestBody() != null
                        && operation.getRequestBody().getContent() != null) {
                    operation.getRequestBody().getContent().values().forEach(type -> requests.visit(type.getSchema()));
                }
            }
        }
        return requests.found;
    }

    private void visit(@Nullable Schema<?> schema) {
        if (schema == null) {
            return;
        }
        String reference = schema.get$ref();
        if (reference != null && reference.startsWith(REFERENCE)) {
            String name = reference.substring(REFERENCE.length());
            if (found.add(name)) {
                visit(schemas.get(name));
            }
        }
        visit(schema.getItems());
        if (schema.getAdditionalProperties() instanceof Schema<?> values) {
            visit(values);
        }
        if (schema.getProperties() != null) {
            schema.getProperties().values().forEach(this::visit);
        }
    }
}
