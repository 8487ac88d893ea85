/** The nodes of an installation: several processes on one database. */
@Export
@Version("0.1.0")
@NullMarked
package live.core.cluster;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
