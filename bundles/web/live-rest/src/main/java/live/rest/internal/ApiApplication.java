// SPDX-License-Identifier: Apache-2.0
package live.rest.internal;

import javax.ws.rs.core.Application;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.jaxrs.whiteboard.propertytypes.JaxrsApplicationBase;
import org.osgi.service.jaxrs.whiteboard.propertytypes.JaxrsExtensionSelect;
import org.osgi.service.jaxrs.whiteboard.propertytypes.JaxrsName;

/** {@code /api/v1}: what is about all modules. Also answers for modules that are not there. */
@Component(service = Application.class)
@JaxrsName("api")
@JaxrsApplicationBase("/api/v1")
@JaxrsExtensionSelect("(osgi.jaxrs.name=live.auth)")
public final class ApiApplication extends Application {}
