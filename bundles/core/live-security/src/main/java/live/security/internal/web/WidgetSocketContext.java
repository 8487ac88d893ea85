// SPDX-License-Identifier: Apache-2.0
package live.security.internal.web;

import java.io.IOException;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletResponse;
import live.security.internal.Settings;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ServiceScope;
import org.osgi.service.http.context.ServletContextHelper;
import org.osgi.service.http.whiteboard.propertytypes.HttpWhiteboardContext;

/**
 * What visitors of web sites use: open, because they show a token in the first frame of their WebSocket. That one is opened by
 * our own page within theirs and by nobody else; its user principal is named by the address that it comes from.
 */
@Component(service = ServletContextHelper.class, scope = ServiceScope.BUNDLE)
@HttpWhiteboardContext(name = "live-widget-ws", path = "/widget")
public final class WidgetSocketContext extends ServletContextHelper {
    private final Settings settings;

    @Activate
    public WidgetSocketContext(BundleContext bundle, @Reference Settings settings) {
        super(bundle.getBundle());
        this.settings = settings;
    }

    @Override
    public boolean handleSecurity(HttpServletRequest request, HttpServletResponse response) throws IOException {
        SafeHeaders.embeddable(request, response);
        if (GuardedContext.foreign(request)) {
            response.setStatus(HttpServletResponse.SC_FORBIDDEN);
            response.flushBuffer();
            return false;
        }
        request.setAttribute(
                REMOTE_USER, Client.of(request, settings.trustedProxies()).address());
        request.setAttribute(AUTHENTICATION_TYPE, "live");
        return true;
    }
}
