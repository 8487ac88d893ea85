/** What people are told, whatever they are looking at. */
@Export
@Version("0.1.0")
@NullMarked
package live.core.notice;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
