// SPDX-License-Identifier: Apache-2.0
package live.directory.internal.web;

import javax.ws.rs.core.Application;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.jaxrs.whiteboard.propertytypes.JaxrsApplicationBase;
import org.osgi.service.jaxrs.whiteboard.propertytypes.JaxrsExtensionSelect;
import org.osgi.service.jaxrs.whiteboard.propertytypes.JaxrsName;

/** {@code /api/v1/directory}. */
@Component(service = Application.class)
@JaxrsName("directory")
@JaxrsApplicationBase("/api/v1/directory")
@JaxrsExtensionSelect("(osgi.jaxrs.name=live.auth)")
public final class DirectoryApplication extends Application {}
