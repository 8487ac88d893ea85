// SPDX-License-Identifier: Apache-2.0
package live.branch.internal.web;

import javax.ws.rs.core.Application;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.jaxrs.whiteboard.propertytypes.JaxrsApplicationBase;
import org.osgi.service.jaxrs.whiteboard.propertytypes.JaxrsExtensionSelect;
import org.osgi.service.jaxrs.whiteboard.propertytypes.JaxrsName;

/** REST of this module. Closed while nothing guards it. */
@Component(service = Application.class)
@JaxrsName("branch")
@JaxrsApplicationBase("/api/v1/branch")
@JaxrsExtensionSelect("(osgi.jaxrs.name=live.auth)")
public final class BranchApplication extends Application {}
