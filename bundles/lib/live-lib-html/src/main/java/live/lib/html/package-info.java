/** HTML of strangers, made safe to show. */
@Export
@Version("0.1.0")
@NullMarked
package live.lib.html;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
