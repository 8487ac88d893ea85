// SPDX-License-Identifier: Apache-2.0
package live.channels.internal;

import java.util.OptionalInt;
import live.channel.Inbound;
import live.channel.filter.InboundFilter;
import live.channel.filter.Verdict;
import live.core.ChannelId;
import live.core.QueueId;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Whoever writes, his contact has at least his priority. */
@Component(service = CustomerPriority.class)
public final class CustomerPriority implements InboundFilter {
    private final Profiles profiles;

    @Activate
    public CustomerPriority(@Reference Profiles profiles) {
        this.profiles = profiles;
    }

    @Override
    public String name() {
        return "channels.customer";
    }

    @Override
    public int order() {
        return RULES + 10;
    }

    @Override
    public Verdict judge(ChannelId channel, Inbound message, Verdict before) {
        OptionalInt own = profiles.of(message.from()).priority();
        if (own.isEmpty() || own.getAsInt() <= before.priority()) {
            return before;
        }
        return before.classified(
                before.queue().orElse(QueueId.UNSORTED),
                own.getAsInt(),
                before.skills(),
                "channels.customer: priority of the customer");
    }
}
