/** What every module speaks: identifiers, the person or program that acts, and errors with a stable code. */
@Export
@Version("0.1.0")
@NullMarked
package live.core;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
