// SPDX-License-Identifier: Apache-2.0
package live.branch.internal.web;

import live.core.ui.UiContribution;
import org.osgi.service.component.annotations.Component;

/** The administration of branches. */
@Component(
        service = UiContribution.class,
        properties = "ui/branch/part.properties",
        property = UiContribution.PERMISSIONS + "=channel.read")
public final class BranchDesktop implements UiContribution {}
