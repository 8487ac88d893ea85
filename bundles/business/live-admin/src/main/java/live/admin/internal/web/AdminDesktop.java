// SPDX-License-Identifier: Apache-2.0
package live.admin.internal.web;

import live.core.ui.UiContribution;
import org.osgi.service.component.annotations.Component;

/** Modules, settings, health and the audit trail in the desktop. */
@Component(
        service = UiContribution.class,
        properties = "ui/admin/part.properties",
        property = {
            UiContribution.PERMISSIONS + "=module.read",
            UiContribution.PERMISSIONS + "=audit.read",
            UiContribution.PERMISSIONS + "=health.read"
        })
public final class AdminDesktop implements UiContribution {}
