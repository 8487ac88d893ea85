// SPDX-License-Identifier: Apache-2.0
package live.channels.internal;

import java.util.Map;
import live.core.web.Permissions;
import org.osgi.service.component.annotations.Component;

/** What administrators can grant for contacts and channels. */
@Component(service = Permissions.class)
public final class ChannelPermissions implements Permissions {
    @Override
    public Map<String, String> permissions() {
        return Map.of(
                "interaction.read", "Read contacts and their messages",
                "interaction.reply", "Answer customers",
                "reply.write", "Keep canned replies of teams and of everybody",
                "person.write", "Change segment, priority and relationship manager of customers",
                "channel.read", "See channels and classification rules",
                "channel.write", "Start, stop and drain channels, change classification rules");
    }
}
