// SPDX-License-Identifier: Apache-2.0
package live.security.internal.web;

import live.core.ui.UiContribution;
import org.osgi.service.component.annotations.Component;

/** Everybody's own security, and the administration of roles and API tokens. */
@Component(service = UiContribution.class, properties = "ui/security/part.properties")
public final class SecurityDesktop implements UiContribution {}
