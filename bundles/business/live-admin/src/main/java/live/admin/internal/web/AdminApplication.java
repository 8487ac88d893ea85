// SPDX-License-Identifier: Apache-2.0
package live.admin.internal.web;

import javax.ws.rs.core.Application;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.jaxrs.whiteboard.propertytypes.JaxrsApplicationBase;
import org.osgi.service.jaxrs.whiteboard.propertytypes.JaxrsExtensionSelect;
import org.osgi.service.jaxrs.whiteboard.propertytypes.JaxrsName;

/** {@code /api/v1/admin}. */
@Component(service = Application.class)
@JaxrsName("admin")
@JaxrsApplicationBase("/api/v1/admin")
@JaxrsExtensionSelect("(osgi.jaxrs.name=live.auth)")
public final class AdminApplication extends Application {}
