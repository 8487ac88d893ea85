// SPDX-License-Identifier: Apache-2.0
package live.personal.internal.web;

import live.core.ui.UiContribution;
import org.osgi.service.component.annotations.Component;

/** Everybody's own settings, and the bell. */
@Component(service = UiContribution.class, properties = "ui/personal/part.properties")
public final class PersonalDesktop implements UiContribution {}
