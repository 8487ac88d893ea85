// SPDX-License-Identifier: Apache-2.0
package live.web.gate;

import org.osgi.annotation.bundle.Header;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.hooks.weaving.WeavingHook;
import org.osgi.util.tracker.ServiceTracker;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Blocks the framework's start between the web container (start level 30) and all that registers servlet contexts or
 * REST applications (above 35) until the HTTP runtime service exists.
 *
 * <p>Without it both sides can wait for each other: the start thread holds the whiteboard extender's lock and waits for
 * the container's configuration thread, which has just published the HTTP runtime and thereby made the REST whiteboard
 * register a context, for which it waits for that lock. Every address then answers 404 for ever.
 */
@Header(name = Constants.BUNDLE_ACTIVATOR, value = "${@class}")
public final class WebGate implements BundleActivator {

    private static final Logger LOG = LoggerFactory.getLogger(WebGate.class);
    private static final String HTTP_RUNTIME = "org.osgi.service.http.runtime.HttpServiceRuntime";
    private static final long LONGEST_WAIT_MILLIS = 30_000;

    @Override
    public void start(BundleContext context) throws InterruptedException {
        context.registerService(WeavingHook.class, new ConcurrentGroups(), null);
        long begun = System.nanoTime();
        var tracker = new ServiceTracker<Object, Object>(context, HTTP_RUNTIME, null);
        tracker.open();
        try {
            Object runtime = tracker.waitForService(LONGEST_WAIT_MILLIS);
            long millis = (System.nanoTime() - begun) / 1_000_000;
            if (runtime == null) {
                LOG.warn("web.runtime.missing: no web container after {} ms, the start goes on without it", millis);
            } else {
                LOG.info("Web container is up, waited {} ms", millis);
            }
        } finally {
            tracker.close();
        }
    }

    @Override
    public void stop(BundleContext context) {
        // The hook goes with the bundle.
    }
}
