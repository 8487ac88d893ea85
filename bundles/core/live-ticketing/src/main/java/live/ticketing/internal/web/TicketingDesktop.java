// SPDX-License-Identifier: Apache-2.0
package live.ticketing.internal.web;

import live.core.ui.UiContribution;
import org.osgi.service.component.annotations.Component;

/** Tickets, and the cards about customer and ticket beside a conversation. */
@Component(
        service = UiContribution.class,
        properties = "ui/ticketing/part.properties",
        property = {UiContribution.PERMISSIONS + "=ticket.read"})
public final class TicketingDesktop implements UiContribution {}
