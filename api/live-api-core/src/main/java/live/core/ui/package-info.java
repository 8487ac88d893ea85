/** What a module adds to the desktop. */
@Export
@Version("0.1.0")
@NullMarked
package live.core.ui;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
