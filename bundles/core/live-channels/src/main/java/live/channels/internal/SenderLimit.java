// SPDX-License-Identifier: Apache-2.0
package live.channels.internal;

import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;
import live.channel.Address;
import live.channel.Inbound;
import live.channel.filter.InboundFilter;
import live.channel.filter.Verdict;
import live.core.ChannelId;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * Notices senders that write faster than people do, as machines that answer each other: what is beyond the limit is
 * stored, and wakes nobody.
 */
@Component(service = InboundFilter.class, configurationPid = "live.channels")
public final class SenderLimit implements InboundFilter {
    /** Senders remembered; the one that was quiet for longest is forgotten first. */
    private static final int MEMORY = 50_000;

    private final Clock clock;
    private final double limit;
    private final double perMilli;

    private final Map<Sender, Bucket> senders = new LinkedHashMap<>(1_024, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Sender, Bucket> eldest) {
            return size() > MEMORY;
        }
    };

    private record Sender(ChannelId channel, String kind, String value) {}

    /** What a sender may still do: fills up evenly, up to the limit. */
    private static final class Bucket {
        double left;
        long at;

        Bucket(double left, long at) {
            this.left = left;
            this.at = at;
        }
    }

    @Activate
    public SenderLimit(@Reference Clock clock, ChannelsSettings settings) {
        this(clock, settings.senderLimit(), settings.senderWindowSeconds());
    }

    SenderLimit(Clock clock, int limit, int windowSeconds) {
        this.clock = clock;
        this.limit = limit;
        this.perMilli = limit / (windowSeconds * 1_000.0);
    }

    @Override
    public String name() {
        return "channels.sender-limit";
    }

    @Override
    public int order() {
        return 100;
    }

    @Override
    public Verdict judge(ChannelId channel, Inbound message, Verdict before) {
        if (!before.work() || left(channel, message.from()) >= 1) {
            return before;
        }
        return before.noWork("channels.sender-limit: too many contacts of one sender");
    }

    /** Only what is stored counts: a mail that comes again and again while the database is away is one mail. */
    @Override
    public synchronized void stored(ChannelId channel, Inbound message) {
        if (message.nature() == Inbound.Nature.PERSONAL) {
            Bucket bucket = bucket(channel, message.from());
            bucket.left = Math.max(0, bucket.left - 1);
        }
    }

    private synchronized double left(ChannelId channel, Address from) {
        return bucket(channel, from).left;
    }

    private Bucket bucket(ChannelId channel, Address from) {
        long now = clock.millis();
        Bucket bucket =
                senders.computeIfAbsent(new Sender(channel, from.kind(), from.value()), s -> new Bucket(limit, now));
        bucket.left = Math.min(limit, bucket.left + Math.max(0, now - bucket.at) * perMilli);
        bucket.at = now;
        return bucket;
    }
}
