/** Who did what, when: a trail that cannot be altered unseen. */
@Export
@Version("0.1.0")
@NullMarked
package live.core.audit;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
