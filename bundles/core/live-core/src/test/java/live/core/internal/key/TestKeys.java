// SPDX-License-Identifier: Apache-2.0
package live.core.internal.key;

import java.nio.file.Path;
import javax.sql.DataSource;
import live.core.store.Keys;

/** Real keys for the tests of other packages. */
public final class TestKeys {
    private TestKeys() {}

    public static Keys of(DataSource source, Path folder) {
        return new EnvelopeKeys(source, folder.resolve("master.key"));
    }
}
