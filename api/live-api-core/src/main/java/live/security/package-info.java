/** Who is signed in, and what users may do. Credentials themselves never leave the security module. */
@NullMarked
@Export
@Version("0.1.0")
package live.security;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
