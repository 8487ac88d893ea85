// SPDX-License-Identifier: Apache-2.0
package live.ui.internal.web;

import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import live.core.Principal;
import live.core.push.PushSubscriber;
import live.core.push.PushTopic;
import live.core.ui.UiContribution;
import org.osgi.framework.ServiceReference;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The parts of the desktop that are running, and the topic that tells open browsers: all of them on subscribing, then each
 * that comes or goes. Thread-safe.
 */
@Component(service = {PushTopic.class, Parts.class})
public final class Parts implements PushTopic {
    private static final Logger LOG = LoggerFactory.getLogger(Parts.class);

    /** By service, since the old and the new version of a bundle may be there together for a moment. */
    private final Map<ServiceReference<UiContribution>, Part> parts = new ConcurrentHashMap<>();

    private final Map<PushSubscriber, Principal> browsers = new ConcurrentHashMap<>();

    @Reference(
            service = UiContribution.class,
            cardinality = ReferenceCardinality.MULTIPLE,
            policy = ReferencePolicy.DYNAMIC)
    void add(ServiceReference<UiContribution> service) {
        Optional<Part> part = Part.of(service);
        if (part.isEmpty()) {
            LOG.warn(
                    "ui.part.broken: bundle {} announces a part of the desktop but has no /ui/<id>/index.js",
                    service.getBundle());
            return;
        }
        parts.put(service, part.get());
        tell(part.get(), "{\"added\":" + part.get().json() + "}");
    }

    void remove(ServiceReference<UiContribution> service) {
        Part part = parts.remove(service);
        if (part == null) {
            return;
        }
        Optional<Part> other = find(part.id());
        tell(
                part,
                other.map(running -> "{\"added\":" + running.json() + "}")
                        .orElse("{\"removed\":{\"id\":\"" + part.id() + "\"}}"));
    }

    /** The running part of a module; of several the newest. */
    Optional<Part> find(String id) {
        return parts.entrySet().stream()
                .filter(each -> each.getValue().id().equals(id))
                .max(Map.Entry.comparingByKey(Comparator.naturalOrder()))
                .map(Map.Entry::getValue);
    }

    @Override
    public String name() {
        return "modules";
    }

    @Override
    public AutoCloseable subscribe(Principal principal, String argument, PushSubscriber subscriber) {
        browsers.put(subscriber, principal);
        Set<String> ids = parts.values().stream().map(Part::id).collect(Collectors.toSet());
        subscriber.send(ids.stream()
                .sorted()
                .flatMap(id -> find(id).stream())
                .filter(part -> part.open(principal))
                .map(Part::json)
                .collect(Collectors.joining(",", "{\"snapshot\":[", "]}")));
        return () -> browsers.remove(subscriber);
    }

    private void tell(Part part, String news) {
        browsers.forEach((browser, principal) -> {
            if (part.open(principal)) {
                browser.send(news);
            }
        });
    }
}
