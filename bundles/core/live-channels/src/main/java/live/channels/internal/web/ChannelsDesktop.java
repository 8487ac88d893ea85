// SPDX-License-Identifier: Apache-2.0
package live.channels.internal.web;

import live.core.ui.UiContribution;
import org.osgi.service.component.annotations.Component;

/** The inbox, and the administration of channels and sorting rules. */
@Component(
        service = UiContribution.class,
        properties = "ui/channels/part.properties",
        property = {UiContribution.PERMISSIONS + "=agent.work", UiContribution.PERMISSIONS + "=channel.read"})
public final class ChannelsDesktop implements UiContribution {}
