// SPDX-License-Identifier: Apache-2.0
package live.security.internal.web;

import java.lang.reflect.Method;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.ws.rs.Path;

/** What was called. Its name is made when somebody asks for it, which is hardly ever. */
record Operation(String verb, Class<?> type, Method method) {
    /** As its module wrote it down: {@code PUT users/{id}/roles}, without what the caller filled in. */
    String name() {
        String path = Stream.of(type.getAnnotation(Path.class), method.getAnnotation(Path.class))
                .filter(Objects::nonNull)
                .map(Path::value)
                .map(part -> part.replaceAll("^/|/$", ""))
                .filter(part -> !part.isEmpty())
                .collect(Collectors.joining("/"));
        return verb + " " + type.getPackageName().split("\\.")[1] + "/" + path;
    }
}
