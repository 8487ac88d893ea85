// SPDX-License-Identifier: Apache-2.0
package live.push.internal;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import live.core.Principal;
import live.core.push.PushSubscriber;
import live.core.push.PushTopic;
import live.core.ui.UiContribution;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.ServiceReference;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Topic {@code modules}: which parts of the desktop there are for a user. */
@Component
public final class ModulesTopic implements PushTopic {
    private static final Logger LOG = LoggerFactory.getLogger(ModulesTopic.class);

    private final Map<String, Part> parts = new TreeMap<>();
    private final Set<Viewer> viewers = new LinkedHashSet<>();

    private record Part(
            ServiceReference<UiContribution> reference, String id, String revision, List<String> permissions) {
        boolean concerns(Principal principal) {
            return permissions.isEmpty() || permissions.stream().anyMatch(principal::may);
        }

        ObjectNode json() {
            return JsonNodeFactory.instance
                    .objectNode()
                    .put("id", id)
                    .put("entry", "/ui/" + id + "/index.js")
                    .put("rev", revision);
        }
    }

    /** Compared by identity: one browser may subscribe twice. */
    private static final class Viewer {
        private final Principal principal;
        private final PushSubscriber subscriber;

        Viewer(Principal principal, PushSubscriber subscriber) {
            this.principal = principal;
            this.subscriber = subscriber;
        }
    }

    @Override
    public String name() {
        return "modules";
    }

    @Reference(
            service = UiContribution.class,
            cardinality = ReferenceCardinality.MULTIPLE,
            policy = ReferencePolicy.DYNAMIC)
    void addPart(ServiceReference<UiContribution> reference) {
        String id = text(reference, UiContribution.ID);
        String version = text(reference, UiContribution.API);
        if (!id.matches("[a-z][a-z0-9-]*")) {
            LOG.warn("push.ui.nameless: bundle {} brings a part without a proper id", reference.getBundle());
            return;
        }
        if (!version.equals(UiContribution.API_VERSION)) {
            LOG.warn(
                    "push.ui.version: part {} is for version {} of the desktop, which is {}",
                    id,
                    version,
                    UiContribution.API_VERSION);
            return;
        }
        String revision = reference.getBundle().getBundleId() + "-" + text(reference, UiContribution.REVISION);
        Part part = new Part(reference, id, revision, texts(reference.getProperty(UiContribution.PERMISSIONS)));
        synchronized (this) {
            parts.put(id, part);
            tell(part, JsonNodeFactory.instance.objectNode().set("added", part.json()));
        }
    }

    void updatedPart(ServiceReference<UiContribution> reference) {
        addPart(reference);
    }

    synchronized void removePart(ServiceReference<UiContribution> reference) {
        Part part = parts.get(text(reference, UiContribution.ID));
        if (part != null && part.reference().equals(reference)) {
            parts.remove(part.id());
            ObjectNode removed = JsonNodeFactory.instance.objectNode();
            removed.putObject("removed").put("id", part.id());
            tell(part, removed);
        }
    }

    @Override
    public synchronized AutoCloseable subscribe(Principal principal, String argument, PushSubscriber subscriber) {
        Viewer viewer = new Viewer(principal, subscriber);
        ObjectNode snapshot = JsonNodeFactory.instance.objectNode();
        ArrayNode list = snapshot.putArray("snapshot");
        parts.values().stream()
                .filter(part -> part.concerns(principal))
                .map(Part::json)
                .forEach(list::add);
        viewers.add(viewer);
        subscriber.send(snapshot.toString());
        return () -> forget(viewer);
    }

    private synchronized void forget(Viewer viewer) {
        viewers.remove(viewer);
    }

    private void tell(Part part, Object json) {
        for (Viewer viewer : viewers) {
            if (part.concerns(viewer.principal)) {
                viewer.subscriber.send(json.toString());
            }
        }
    }

    private static String text(ServiceReference<?> reference, String property) {
        Object value = reference.getProperty(property);
        return value == null ? "" : value.toString();
    }

    private static List<String> texts(@Nullable Object value) {
        if (value instanceof String[] many) {
            return List.of(many);
        }
        return value instanceof String one && !one.isEmpty() ? List.of(one) : List.of();
    }
}
