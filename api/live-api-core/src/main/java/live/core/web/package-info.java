/** How REST resources say who may call them. */
@Export
@Version("0.1.0")
@NullMarked
package live.core.web;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
