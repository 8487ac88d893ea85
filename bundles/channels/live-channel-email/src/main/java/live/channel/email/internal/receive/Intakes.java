// SPDX-License-Identifier: Apache-2.0
package live.channel.email.internal.receive;

import live.channel.ChannelHost;
import live.channel.email.internal.Settings;
import live.channel.email.internal.mime.MailReader;

/** Makes the intakes of one account. */
public final class Intakes {
    private final ChannelHost host;
    private final MailReader reader;
    private final TooLargeNotice notice;

    public Intakes(Settings settings, ChannelHost host, TooLargeNotice notice) {
        this.host = host;
        this.notice = notice;
        reader = new MailReader(settings.source(), settings.address(), host.blobs());
    }

    <K> Intake<K> next() {
        return new Intake<>(host, reader, notice);
    }
}
