// SPDX-License-Identifier: Apache-2.0
package live.security.internal.web;

import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletResponse;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ServiceScope;
import org.osgi.service.http.context.ServletContextHelper;
import org.osgi.service.http.whiteboard.propertytypes.HttpWhiteboardContext;

/** What everybody may see: the desktop's shell before sign-in, health. Nothing else belongs here. */
@Component(service = ServletContextHelper.class, scope = ServiceScope.BUNDLE)
@HttpWhiteboardContext(name = "live-public", path = "/")
public final class PublicContext extends ServletContextHelper {
    @Activate
    public PublicContext(BundleContext bundle) {
        super(bundle.getBundle());
    }

    @Override
    public boolean handleSecurity(HttpServletRequest request, HttpServletResponse response) {
        SafeHeaders.set(request, response);
        return true;
    }
}
