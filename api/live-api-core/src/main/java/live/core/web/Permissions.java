// SPDX-License-Identifier: Apache-2.0
package live.core.web;

import java.util.Map;

/**
 * The permissions that a module asks for; register it as a service, so that administrators can grant them to roles.
 */
@FunctionalInterface
public interface Permissions {
    /** Permission to English description; the desktop translates by permission. */
    Map<String, String> permissions();
}
