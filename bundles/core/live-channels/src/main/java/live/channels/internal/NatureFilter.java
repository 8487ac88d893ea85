// SPDX-License-Identifier: Apache-2.0
package live.channels.internal;

import live.channel.Inbound;
import live.channel.filter.InboundFilter;
import live.channel.filter.Verdict;
import live.core.ChannelId;
import org.osgi.service.component.annotations.Component;

/** What a machine wrote is no work: it is kept with the conversation that it belongs to. */
@Component(service = NatureFilter.class)
public final class NatureFilter implements InboundFilter {
    @Override
    public String name() {
        return "channels.nature";
    }

    @Override
    public int order() {
        return 50;
    }

    @Override
    public Verdict judge(ChannelId channel, Inbound message, Verdict before) {
        return switch (message.nature()) {
            case PERSONAL -> before;
            case AUTOMATIC -> before.noWork("channels.nature: automatic answer");
            case BOUNCE -> before.noWork("channels.nature: bounce");
        };
    }
}
