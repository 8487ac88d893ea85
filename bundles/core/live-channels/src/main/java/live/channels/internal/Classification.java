// SPDX-License-Identifier: Apache-2.0
package live.channels.internal;

import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import live.channel.Inbound;
import live.channel.filter.InboundFilter;
import live.channel.filter.Verdict;
import live.core.ChannelId;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks all filters about a message, one after the other. There is no classification without the administrators' rules: a
 * message that came before they were read would end up in the wrong queue for good.
 */
@Component(service = Classification.class)
public final class Classification {
    private static final Logger LOG = LoggerFactory.getLogger(Classification.class);

    private volatile List<InboundFilter> filters;

    @Activate
    public Classification(
            @Reference NatureFilter nature, @Reference Rules rules, @Reference CustomerPriority customer) {
        this(List.of(nature, rules, customer));
    }

    Classification(List<InboundFilter> own) {
        filters = sorted(own.stream());
    }

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    public synchronized void bindFilter(InboundFilter filter) {
        filters = sorted(Stream.concat(filters.stream(), Stream.of(filter)));
    }

    private static List<InboundFilter> sorted(Stream<InboundFilter> filters) {
        return filters.sorted(Comparator.comparingInt(InboundFilter::order).thenComparing(InboundFilter::name))
                .toList();
    }

    public synchronized void unbindFilter(InboundFilter filter) {
        filters = filters.stream().filter(other -> other != filter).toList();
    }

    /** Tells the filters that a message was stored and is no duplicate. */
    void stored(ChannelId channel, Inbound message) {
        for (InboundFilter filter : filters) {
            try {
                filter.stored(channel, message);
            } catch (RuntimeException e) {
                // A filter of any module: its fault must not keep the answer from the channel.
                LOG.warn("channels.filter.failed: {} failed to count a message of {}", filter.name(), channel, e);
            }
        }
    }

    /** What is to become of a message. A refusal is final. */
    public Verdict judge(ChannelId channel, Inbound message) {
        Verdict verdict = Verdict.OPEN;
        for (InboundFilter filter : filters) {
            verdict = filter.judge(channel, message, verdict);
            if (verdict.refusal().isPresent()) {
                break;
            }
        }
        return verdict;
    }
}
