// SPDX-License-Identifier: Apache-2.0
package live.rest.internal;

import io.swagger.v3.oas.models.OpenAPI;
import javax.ws.rs.GET;
import javax.ws.rs.Path;
import javax.ws.rs.Produces;
import javax.ws.rs.core.MediaType;
import live.core.web.Requires;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.jaxrs.whiteboard.propertytypes.JSONRequired;
import org.osgi.service.jaxrs.whiteboard.propertytypes.JaxrsApplicationSelect;
import org.osgi.service.jaxrs.whiteboard.propertytypes.JaxrsResource;

/** The OpenAPI 3.0 document of all resources that are there at this moment. */
@Component(service = OpenApiResource.class)
@JaxrsResource
@JaxrsApplicationSelect("(osgi.jaxrs.name=api)")
@JSONRequired
@Path("openapi.json")
public final class OpenApiResource {
    private final OpenApiDocument document;

    @Activate
    public OpenApiResource(BundleContext context) {
        this.document = new OpenApiDocument(context);
    }

    @Deactivate
    void stop() {
        document.close();
    }

    @GET
    @Produces(MediaType.APPLICATION_JSON)
    @Requires(Requires.SIGNED_IN)
    public String get() {
        OpenAPI all = document.read();
        return io.swagger.v3.core.util.Json.pretty(all);
    }
}
