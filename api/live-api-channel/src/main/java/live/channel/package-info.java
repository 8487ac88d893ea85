/** What a channel is and what the platform offers it: all that a partner needs. */
@Export
@Version("0.1.0")
@NullMarked
package live.channel;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
