/** How each part of the product feels, asked for and told in one form. */
@Export
@Version("0.1.0")
@NullMarked
package live.core.health;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
