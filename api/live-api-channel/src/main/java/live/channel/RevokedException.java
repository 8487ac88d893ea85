// SPDX-License-Identifier: Apache-2.0
package live.channel;

import live.core.LiveException;

/** The channel was stopped; its host is of no use any more. */
public final class RevokedException extends LiveException {
    private static final long serialVersionUID = 1L;

    public RevokedException() {
        super("channel.revoked", "the channel was stopped");
    }
}
