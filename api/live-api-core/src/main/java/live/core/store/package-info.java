/** What a module that stores something shares with the platform. */
@Export
@Version("0.1.0")
@NullMarked
package live.core.store;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
