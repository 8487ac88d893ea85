/** The people who work here: users, teams, organisational units, skills and opening hours. */
@Export
@Version("0.1.0")
@NullMarked
package live.directory;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
