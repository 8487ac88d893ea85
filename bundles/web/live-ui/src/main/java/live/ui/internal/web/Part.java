// SPDX-License-Identifier: Apache-2.0
package live.ui.internal.web;

import java.util.Optional;
import java.util.Set;
import live.core.Principal;
import live.core.ui.UiContribution;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.Bundle;
import org.osgi.framework.ServiceReference;

/**
 * The part of the desktop that a module brings.
 *
 * @param id the module's name, {@code ticketing}
 * @param revision changes with the bundle and with the files' content; what browsers are told
 * @param permissions of which one is needed; none means everybody
 * @param bundle where the files are, under {@code /ui/<id>/}
 */
record Part(String id, String revision, Set<String> permissions, Bundle bundle) {
    private static final String ID = "[a-z][a-z0-9-]{0,63}";

    /** Reads what a service says of itself; empty if it names no module, or has no code. */
    static Optional<Part> of(ServiceReference<UiContribution> service) {
        String id = String.valueOf(service.getProperty(UiContribution.ID));
        Bundle bundle = service.getBundle();
        if (!id.matches(ID) || bundle == null || bundle.getEntry("/ui/" + id + "/index.js") == null) {
            return Optional.empty();
        }
        return Optional.of(new Part(
                id,
                bundle.getBundleId() + "-" + service.getProperty(UiContribution.REVISION),
                texts(service.getProperty(UiContribution.PERMISSIONS)),
                bundle));
    }

    /** Whether somebody is served this part at all. */
    boolean open(Principal principal) {
        return permissions.isEmpty() || permissions.stream().anyMatch(principal::may);
    }

    private static Set<String> texts(@Nullable Object property) {
        if (property instanceof String[] many) {
            return Set.of(many);
        }
        return property == null ? Set.of() : Set.of(property.toString());
    }
}
