/** News for open browsers: modules plug topics into the one staff socket. */
@Export
@Version("0.1.0")
@NullMarked
package live.core.push;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
