// SPDX-License-Identifier: Apache-2.0
package live.store.internal.migration;

import java.net.URL;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import org.flywaydb.core.api.ResourceProvider;
import org.flywaydb.core.api.resource.LoadableResource;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.Bundle;

/** The migrations of one module, out of its bundle: no class path is scanned. */
final class BundleFiles implements ResourceProvider {

    private final List<LoadableResource> files = new ArrayList<>();

    BundleFiles(Collection<URL> migrations) {
        migrations.forEach(url -> files.add(new BundleFile(url)));
    }

    static BundleFiles of(Bundle bundle, String module) {
        Enumeration<URL> entries = bundle.findEntries("db/migration/" + module, "*.sql", false);
        return new BundleFiles(entries == null ? List.of() : Collections.list(entries));
    }

    boolean isEmpty() {
        return files.isEmpty();
    }

    @Override
    public @Nullable LoadableResource getResource(String name) {
        return files.stream()
                .filter(file -> file.getRelativePath().equals(name))
                .findFirst()
                .orElse(null);
    }

    @Override
    public Collection<LoadableResource> getResources(String prefix, String[] suffixes) {
        return files.stream()
                .filter(file -> file.getFilename().startsWith(prefix))
                .filter(file -> List.of(suffixes).stream().anyMatch(file.getFilename()::endsWith))
                .toList();
    }
}
