// SPDX-License-Identifier: Apache-2.0
package live.channels.internal;

import java.util.Optional;
import live.channel.ChannelHost.Webhook;
import live.core.ChannelId;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Finds the web hooks of the accounts at work. */
@Component(service = WebhookCalls.class)
public final class WebhookCalls {
    private final Accounts accounts;

    @Activate
    public WebhookCalls(@Reference Accounts accounts) {
        this.accounts = accounts;
    }

    /** The web hook of an account on a path below its own. */
    public Optional<Webhook> find(ChannelId channel, String path) {
        return accounts.find(channel).flatMap(account -> account.webhook(path));
    }
}
