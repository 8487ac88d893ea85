// SPDX-License-Identifier: Apache-2.0
package live.core.health;

/**
 * One question about the state of a module; register it as a service with the property {@code name} ({@code
 * module.what}). Called about every 10 s and on demand, must answer within 2 s from what it already knows.
 */
@FunctionalInterface
public interface HealthCheck {
    Health check();
}
