// SPDX-License-Identifier: Apache-2.0
package live.core.internal.key;

import java.nio.file.Path;
import javax.sql.DataSource;
import live.core.store.Keys;

/** The real keys, for tests outside of their package. */
public final class RealKeys {
    private RealKeys() {}

    public static Keys of(DataSource source, Path folder) {
        return new EnvelopeKeys(source, folder.resolve("master.key"));
    }
}
