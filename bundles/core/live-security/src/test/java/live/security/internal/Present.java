// SPDX-License-Identifier: Apache-2.0
package live.security.internal;

import java.lang.reflect.Proxy;
import org.osgi.framework.ServiceReference;
import org.osgi.service.component.ComponentServiceObjects;

/** A service that is there, as Declarative Services would hand it over. */
record Present<S>(S service) implements ComponentServiceObjects<S> {
    @Override
    public S getService() {
        return service;
    }

    @Override
    public void ungetService(S used) {
        // It stays.
    }

    @Override
    @SuppressWarnings("unchecked")
    public ServiceReference<S> getServiceReference() {
        return (ServiceReference<S>) Proxy.newProxyInstance(
                Present.class.getClassLoader(), new Class<?>[] {ServiceReference.class}, (proxy, method, arguments) -> {
                    switch (method.getName()) {
                        case "hashCode":
                            return service.hashCode();
                        case "equals":
                            return proxy == arguments[0];
                        default:
                            throw new UnsupportedOperationException(method.getName());
                    }
                });
    }
}
