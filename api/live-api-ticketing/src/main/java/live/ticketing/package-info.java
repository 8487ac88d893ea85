/** Tickets (the matter), interactions (one contact) and their messages. */
@Export
@Version("0.1.0")
@NullMarked
package live.ticketing;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
