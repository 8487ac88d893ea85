// SPDX-License-Identifier: Apache-2.0
package live.rest.internal;

import javax.ws.rs.WebApplicationException;
import javax.ws.rs.core.Response;
import javax.ws.rs.ext.ExceptionMapper;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.jaxrs.whiteboard.propertytypes.JaxrsApplicationSelect;
import org.osgi.service.jaxrs.whiteboard.propertytypes.JaxrsExtension;
import org.osgi.service.jaxrs.whiteboard.propertytypes.JaxrsName;

/** What JAX-RS refuses by itself: CXF has a mapper for these that would be nearer than {@link Failures}. */
@Component(service = ExceptionMapper.class)
@JaxrsExtension
@JaxrsName("live.refusals")
@JaxrsApplicationSelect("(osgi.jaxrs.name=*)")
public final class Refusals implements ExceptionMapper<WebApplicationException> {
    private final Failures failures = new Failures();

    @Override
    public Response toResponse(WebApplicationException refused) {
        return failures.toResponse(refused);
    }
}
