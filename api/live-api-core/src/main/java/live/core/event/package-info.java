/** What has happened, in one order that every reader sees alike. */
@Export
@Version("0.1.0")
@NullMarked
package live.core.event;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
