// SPDX-License-Identifier: Apache-2.0
package live.ui.internal.web;

import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import live.core.ui.UiContribution;
import org.osgi.framework.ServiceReference;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The parts of the desktop that are running. Thread-safe. */
@Component(service = Parts.class)
public final class Parts {
    private static final Logger LOG = LoggerFactory.getLogger(Parts.class);

    /** By service, since the old and the new version of a bundle may be there together for a moment. */
    private final Map<ServiceReference<UiContribution>, Part> parts = new ConcurrentHashMap<>();

    @Reference(
            service = UiContribution.class,
            cardinality = ReferenceCardinality.MULTIPLE,
            policy = ReferencePolicy.DYNAMIC)
    void add(ServiceReference<UiContribution> service) {
        Part.of(service)
                .ifPresentOrElse(
                        part -> parts.put(service, part),
                        () -> LOG.warn(
                                "ui.part.broken: {} announces a part of the desktop but has no /ui/<id>/index.js",
                                service.getBundle()));
    }

    void remove(ServiceReference<UiContribution> service) {
        parts.remove(service);
    }

    /** The running part of a module; of several the newest. */
    Optional<Part> find(String id) {
        return parts.entrySet().stream()
                .filter(each -> each.getValue().id().equals(id))
                .max(Map.Entry.comparingByKey(Comparator.naturalOrder()))
                .map(Map.Entry::getValue);
    }
}
