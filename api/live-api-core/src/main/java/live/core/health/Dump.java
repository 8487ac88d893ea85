// SPDX-License-Identifier: Apache-2.0
package live.core.health;

import java.util.List;

/**
 * What a module is doing right now, for {@code live:dump}; register it as a service with the property {@code name} ({@code
 * module.what}).
 */
@FunctionalInterface
public interface Dump {
    /** Lines for an administrator, at most some hundred; no personal data and no secret. */
    List<String> lines();
}
