// SPDX-License-Identifier: Apache-2.0
package live.boot.gate;

import org.osgi.annotation.bundle.Header;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.util.tracker.ServiceTracker;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Blocks the framework's start before Karaf's feature service (start level 15) until addresses {@code mvn:} are
 * understood. Their handler is published by the configuration's thread, in its own time.
 *
 * <p>When the handler comes at the very moment at which the feature service starts, Karaf 4.4.10 starts that twice: in
 * the starting thread, which finds all that it needs, and in another, which was told of the handler. Both install the
 * boot features. The second one finds bundles wired otherwise than it would, stops and refreshes half of the product,
 * and its web server may find its port taken by what was not stopped properly: it never gets ready.
 */
@Header(name = Constants.BUNDLE_ACTIVATOR, value = "${@class}")
public final class BootGate implements BundleActivator {
    private static final Logger LOG = LoggerFactory.getLogger(BootGate.class);
    private static final String HANDLER =
            "(&(objectClass=org.osgi.service.url.URLStreamHandlerService)(url.handler.protocol=mvn))";
    private static final long LONGEST_WAIT_MILLIS = 30_000;

    @Override
    public void start(BundleContext context) throws InterruptedException, InvalidSyntaxException {
        long begun = System.nanoTime();
        var tracker = new ServiceTracker<Object, Object>(context, context.createFilter(HANDLER), null);
        tracker.open();
        try {
            Object handler = tracker.waitForService(LONGEST_WAIT_MILLIS);
            long millis = (System.nanoTime() - begun) / 1_000_000;
            if (handler == null) {
                LOG.warn("boot.repository.missing: no repository after {} ms, the start goes on without it", millis);
            } else {
                LOG.info("Repository is there, waited {} ms", millis);
            }
        } finally {
            tracker.close();
        }
    }

    @Override
    public void stop(BundleContext context) {
        // Nothing is left of it once it has waited.
    }
}
