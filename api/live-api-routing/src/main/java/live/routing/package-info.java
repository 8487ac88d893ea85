/** Routing: how contacts of every medium find the agent who handles them. */
@Export
@Version("0.1.0")
@NullMarked
package live.routing;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
