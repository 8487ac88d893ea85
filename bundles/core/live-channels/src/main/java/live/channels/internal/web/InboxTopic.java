// SPDX-License-Identifier: Apache-2.0
package live.channels.internal.web;

import live.core.Principal;
import live.core.push.PushSubscriber;
import live.core.push.PushTopic;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** What a user has not read yet, in full on every change. */
@Component(service = PushTopic.class)
public final class InboxTopic implements PushTopic {
    private final LiveUpdates updates;

    @Activate
    public InboxTopic(@Reference LiveUpdates updates) {
        this.updates = updates;
    }

    @Override
    public String name() {
        return "inbox";
    }

    @Override
    public AutoCloseable subscribe(Principal principal, String argument, PushSubscriber subscriber) {
        return principal.may("interaction.read") ? updates.inbox(principal, subscriber) : () -> {};
    }
}
