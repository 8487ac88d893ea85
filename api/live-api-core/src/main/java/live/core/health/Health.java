// SPDX-License-Identifier: Apache-2.0
package live.core.health;

/**
 * An answer to a health check.
 *
 * @param code stable and machine-readable, {@code ok} when all is well
 * @param message for an administrator: what is wrong and what to do; no personal data
 */
public record Health(State state, String code, String message) {
    /** All is well. */
    public static final Health OK = new Health(State.UP, "ok", "");

    /** From good to bad. */
    public enum State {
        UP,
        DEGRADED,
        DOWN
    }

    public static Health degraded(String code, String message) {
        return new Health(State.DEGRADED, code, message);
    }

    public static Health down(String code, String message) {
        return new Health(State.DOWN, code, message);
    }
}
