// SPDX-License-Identifier: Apache-2.0
package live.directory.internal.web;

import live.core.ui.UiContribution;
import org.osgi.service.component.annotations.Component;

/** The administration of users, teams and skills. */
@Component(
        service = UiContribution.class,
        properties = "ui/directory/part.properties",
        property = {UiContribution.PERMISSIONS + "=user.write"})
public final class DirectoryDesktop implements UiContribution {}
