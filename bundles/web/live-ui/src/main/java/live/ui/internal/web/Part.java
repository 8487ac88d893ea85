// SPDX-License-Identifier: Apache-2.0
package live.ui.internal.web;

import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.nio.charset.StandardCharsets;
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
 * @param api version of the contract that it was built for
 * @param revision changes with the bundle and with the files' content
 * @param permissions of which one is needed; none means everybody
 * @param bundle where the files are, under {@code /ui/<id>/}
 */
record Part(String id, String api, String revision, Set<String> permissions, Bundle bundle) {
    private static final String ID = "[a-z0-9][a-z0-9-]{0,63}";

    /** Reads what a service says of itself; empty if it names no module, or has no code. */
    static Optional<Part> of(ServiceReference<UiContribution> service) {
        String id = String.valueOf(service.getProperty(UiContribution.ID));
        Bundle bundle = service.getBundle();
        if (!id.matches(ID) || bundle == null || bundle.getEntry("/ui/" + id + "/index.js") == null) {
            return Optional.empty();
        }
        Object api = service.getProperty(UiContribution.API);
        Object revision = service.getProperty(UiContribution.REVISION);
        return Optional.of(new Part(
                id,
                api == null ? UiContribution.API_VERSION : api.toString(),
                bundle.getBundleId() + "-" + (revision == null ? built(bundle, id) : revision),
                texts(service.getProperty(UiContribution.PERMISSIONS)),
                bundle));
    }

    /** Whether somebody is served this part at all. */
    boolean open(Principal principal) {
        return permissions.isEmpty() || permissions.stream().anyMatch(principal::may);
    }

    /** As browsers are told. All values are of letters that JSON need not escape. */
    String json() {
        return "{\"id\":\"" + id + "\",\"entry\":\"/ui/" + id + "/index.js\",\"rev\":\""
                + revision.replaceAll("[^\\w.-]", "_") + "\",\"api\":\"" + api.replaceAll("[^\\w.-]", "_") + "\"}";
    }

    /** What the build wrote beside the code; without it a part changes with each update of its bundle. */
    private static String built(Bundle bundle, String id) {
        URL entry = bundle.getEntry("/ui/" + id + "/revision");
        if (entry == null) {
            return Long.toString(bundle.getLastModified(), 36);
        }
        try (InputStream in = entry.openStream()) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).strip();
        } catch (IOException e) {
            return Long.toString(bundle.getLastModified(), 36);
        }
    }

    private static Set<String> texts(@Nullable Object property) {
        if (property instanceof String[] many) {
            return Set.of(many);
        }
        return property == null ? Set.of() : Set.of(property.toString());
    }
}
