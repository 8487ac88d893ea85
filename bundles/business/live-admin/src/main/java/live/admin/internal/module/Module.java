// SPDX-License-Identifier: Apache-2.0
package live.admin.internal.module;

import java.util.List;
import live.core.health.Health;

/**
 * A module as an administrator sees it.
 *
 * @param name of its feature
 * @param hot whether it may be installed, stopped and removed while the product runs
 * @param requires the modules that it builds on
 * @param usedBy the installed modules that build on it
 */
public record Module(
        String name,
        String title,
        String version,
        State state,
        boolean hot,
        List<Part> bundles,
        Health health,
        List<String> requires,
        List<String> usedBy) {
    /** Whether it runs. */
    public enum State {
        STARTED,
        /** There, and stopped. */
        INSTALLED,
        UNINSTALLED,
        /** There, and something that it needs is not. */
        FAILED
    }

    /** One of its bundles. */
    public record Part(long id, String name, String version, String state) {}
}
