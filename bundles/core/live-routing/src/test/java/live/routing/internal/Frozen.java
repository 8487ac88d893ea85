// SPDX-License-Identifier: Apache-2.0
package live.routing.internal;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.concurrent.Semaphore;
import javax.sql.DataSource;

/** A database whose user may be made to stand still before his next transaction, as a paused process does. */
final class Frozen {
    private static final int ALL = 1_000;

    private final Semaphore going = new Semaphore(ALL, true);
    private final DataSource source;

    Frozen(DataSource real) {
        source = (DataSource) Proxy.newProxyInstance(
                Frozen.class.getClassLoader(), new Class<?>[] {DataSource.class}, (proxy, method, arguments) -> {
                    going.acquire();
                    going.release();
                    try {
                        return method.invoke(real, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }

    DataSource source() {
        return source;
    }

    void freeze() {
        going.acquireUninterruptibly(ALL);
    }

    void thaw() {
        going.release(ALL);
    }
}
