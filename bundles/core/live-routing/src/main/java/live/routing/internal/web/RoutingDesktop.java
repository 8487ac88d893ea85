// SPDX-License-Identifier: Apache-2.0
package live.routing.internal.web;

import live.core.ui.UiContribution;
import org.osgi.service.component.annotations.Component;

/** The administration of queues. */
@Component(
        service = UiContribution.class,
        properties = "ui/routing/part.properties",
        property = {UiContribution.PERMISSIONS + "=queue.read"})
public final class RoutingDesktop implements UiContribution {}
