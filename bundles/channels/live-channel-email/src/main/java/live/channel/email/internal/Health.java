// SPDX-License-Identifier: Apache-2.0
package live.channel.email.internal;

import live.channel.ChannelHost;
import live.channel.ChannelStatus;
import live.channel.email.internal.net.Trouble;
import org.jspecify.annotations.Nullable;

/** One status out of two sides: an account that cannot receive is down, one that only cannot send works in part. */
public final class Health {
    private static final Trouble UNKNOWN = new Trouble("unknown", "");

    private final ChannelHost host;
    private @Nullable Trouble receiving;
    private @Nullable Trouble sending;
    private int withheld;
    private @Nullable ChannelStatus told;

    Health(ChannelHost host, boolean receives, boolean sends) {
        this.host = host;
        receiving = receives ? UNKNOWN : null;
        sending = sends ? UNKNOWN : null;
    }

    public synchronized void receives() {
        receiving = null;
        tell();
    }

    public synchronized void cannotReceive(Trouble trouble) {
        receiving = trouble;
        tell();
    }

    public synchronized void sends() {
        sending = null;
        tell();
    }

    public synchronized void cannotSend(Trouble trouble) {
        sending = trouble;
        tell();
    }

    /** Some mails stay on their server, because it does not hand them out. */
    public synchronized void withheld(int mails) {
        withheld = mails;
        tell();
    }

    /** Whether sending was not seen to work yet, or has stopped working. */
    public synchronized boolean doubtsSending() {
        return sending != null;
    }

    private void tell() {
        ChannelStatus now;
        if (receiving != null && receiving != UNKNOWN) {
            now = ChannelStatus.down(receiving.code(), receiving.reason());
        } else if (sending != null && sending != UNKNOWN) {
            now = ChannelStatus.degraded(sending.code(), sending.reason());
        } else if (receiving == UNKNOWN || sending == UNKNOWN) {
            return;
        } else if (withheld > 0) {
            now = ChannelStatus.degraded(
                    "email.mail.withheld",
                    "The server does not hand out " + withheld
                            + " of the mails: look at the oldest unread ones there.");
        } else {
            now = ChannelStatus.UP;
        }
        if (!now.equals(told)) {
            told = now;
            host.status(now);
        }
    }
}
