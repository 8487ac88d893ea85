// SPDX-License-Identifier: Apache-2.0
package live.channel.chat.internal;

import live.core.ui.UiContribution;
import org.osgi.service.component.annotations.Component;

/** How chats look in the desktop. */
@Component(
        service = UiContribution.class,
        properties = "ui/channel-chat/part.properties",
        property = UiContribution.PERMISSIONS + "=interaction.read")
public final class ChatDesktop implements UiContribution {}
