// SPDX-License-Identifier: Apache-2.0
package live.security.internal.web;

import live.core.ui.UiContribution;
import org.osgi.service.component.annotations.Component;

/** The administration of roles and API tokens. */
@Component(
        service = UiContribution.class,
        properties = "ui/security/part.properties",
        property = {UiContribution.PERMISSIONS + "=role.write", UiContribution.PERMISSIONS + "=token.write"})
public final class SecurityDesktop implements UiContribution {}
