// SPDX-License-Identifier: Apache-2.0
package live.security.internal.web;

import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ServiceScope;
import org.osgi.service.http.context.ServletContextHelper;
import org.osgi.service.http.whiteboard.propertytypes.HttpWhiteboardContext;

/** The staff's WebSocket. On it, the session's user principal is named by the session id. */
@Component(service = ServletContextHelper.class, scope = ServiceScope.BUNDLE)
@HttpWhiteboardContext(name = "live-ws", path = "/ws")
public final class StaffSocketContext extends GuardedContext {
    @Activate
    public StaffSocketContext(BundleContext bundle, @Reference Callers callers) {
        super(bundle.getBundle(), callers);
    }
}
