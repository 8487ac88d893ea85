// SPDX-License-Identifier: Apache-2.0
package live.rest.internal;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import javax.annotation.Priority;
import javax.ws.rs.Priorities;
import javax.ws.rs.container.ContainerRequestContext;
import javax.ws.rs.container.ContainerRequestFilter;
import javax.ws.rs.container.DynamicFeature;
import javax.ws.rs.container.ResourceInfo;
import javax.ws.rs.core.FeatureContext;
import live.core.web.LargeBody;
import live.core.web.Problem;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.jaxrs.whiteboard.propertytypes.JaxrsApplicationSelect;
import org.osgi.service.jaxrs.whiteboard.propertytypes.JaxrsExtension;
import org.osgi.service.jaxrs.whiteboard.propertytypes.JaxrsName;

/** Refuses request bodies beyond 1 MB, but where a method takes {@link LargeBody}. */
@Component(service = DynamicFeature.class)
@JaxrsExtension
@JaxrsName("live.limit")
@JaxrsApplicationSelect("(osgi.jaxrs.name=*)")
public final class BodyLimit implements DynamicFeature {
    private static final long LIMIT = 1 << 20;

    @Override
    public void configure(ResourceInfo resource, FeatureContext context) {
        if (!resource.getResourceMethod().isAnnotationPresent(LargeBody.class)) {
            context.register(new Limit());
        }
    }

    private static Problem large() {
        return Problem.tooLarge("request.body.large", "The body must not be longer than " + LIMIT + " bytes.");
    }

    /** After authentication: strangers are sent away first. */
    @Priority(Priorities.USER)
    private static final class Limit implements ContainerRequestFilter {
        @Override
        public void filter(ContainerRequestContext request) {
            String length = request.getHeaderString("Content-Length");
            if (length != null && beyond(length)) {
                throw large();
            }
            if (hasBody(request, length)) {
                request.setEntityStream(new Counting(request.getEntityStream()));
            }
        }

        /** To ask the request would read all of its body into memory: only where no header tells. */
        private static boolean hasBody(ContainerRequestContext request, @Nullable String length) {
            return length != null || request.getHeaderString("Transfer-Encoding") != null || request.hasEntity();
        }

        private static boolean beyond(String length) {
            try {
                return Long.parseLong(length.strip()) > LIMIT;
            } catch (NumberFormatException e) {
                return true;
            }
        }
    }

    private static final class Counting extends FilterInputStream {
        private long taken;

        Counting(InputStream in) {
            super(in);
        }

        @Override
        public int read() throws IOException {
            int b = super.read();
            count(b < 0 ? 0 : 1);
            return b;
        }

        @Override
        public int read(byte[] bytes, int from, int count) throws IOException {
            int n = super.read(bytes, from, count);
            count(Math.max(n, 0));
            return n;
        }

        private void count(int n) {
            taken += n;
            if (taken > LIMIT) {
                throw large();
            }
        }
    }
}
