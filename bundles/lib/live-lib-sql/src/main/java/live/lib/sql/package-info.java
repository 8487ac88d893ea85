/** Plain SQL without ceremony, and group commit. */
@Export
@Version("0.1.0")
@NullMarked
package live.lib.sql;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
