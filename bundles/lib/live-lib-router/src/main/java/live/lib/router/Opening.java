// SPDX-License-Identifier: Apache-2.0
package live.lib.router;

/**
 * What the hours of a queue say.
 *
 * @param until when that changes, milliseconds; to show, as the engine is told when it does. {@link Long#MAX_VALUE} = never
 */
public record Opening(boolean open, long until) {
    /** Of a queue without hours. */
    public static final Opening ALWAYS = new Opening(true, Long.MAX_VALUE);
}
