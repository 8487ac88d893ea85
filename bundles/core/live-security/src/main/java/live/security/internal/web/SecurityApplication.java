// SPDX-License-Identifier: Apache-2.0
package live.security.internal.web;

import javax.ws.rs.core.Application;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.jaxrs.whiteboard.propertytypes.JaxrsApplicationBase;
import org.osgi.service.jaxrs.whiteboard.propertytypes.JaxrsExtensionSelect;
import org.osgi.service.jaxrs.whiteboard.propertytypes.JaxrsName;

/** {@code /api/v1/security}. */
@Component(service = Application.class)
@JaxrsName("security")
@JaxrsApplicationBase("/api/v1/security")
@JaxrsExtensionSelect("(osgi.jaxrs.name=live.auth)")
public final class SecurityApplication extends Application {}
