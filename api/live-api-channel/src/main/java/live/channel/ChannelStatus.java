// SPDX-License-Identifier: Apache-2.0
package live.channel;

/**
 * How an account feels.
 *
 * @param code stable: {@code ok}, {@code email.login.refused}
 * @param reason for an administrator: what is wrong and what to do; no personal data, no secret
 */
public record ChannelStatus(State state, String code, String reason) {
    public static final ChannelStatus UP = new ChannelStatus(State.UP, "ok", "");

    /** From not yet known to bad. */
    public enum State {
        /** Started, and not connected yet. */
        UNKNOWN,
        UP,
        /** Works in part: receives but cannot send, is throttled, uses its fallback. */
        DEGRADED,
        DOWN
    }

    public static ChannelStatus degraded(String code, String reason) {
        return new ChannelStatus(State.DEGRADED, code, reason);
    }

    public static ChannelStatus down(String code, String reason) {
        return new ChannelStatus(State.DOWN, code, reason);
    }
}
