// SPDX-License-Identifier: Apache-2.0
package live.security.internal.web;

import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ServiceScope;
import org.osgi.service.http.context.ServletContextHelper;
import org.osgi.service.http.whiteboard.propertytypes.HttpWhiteboardContext;

/** The modules' user interface files, and what else is for people who are signed in. */
@Component(service = ServletContextHelper.class, scope = ServiceScope.BUNDLE)
@HttpWhiteboardContext(name = "live", path = "/ui")
public final class UiContext extends GuardedContext {
    @Activate
    public UiContext(BundleContext bundle, @Reference Callers callers) {
        super(bundle.getBundle(), callers);
    }
}
