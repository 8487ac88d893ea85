// SPDX-License-Identifier: Apache-2.0
/** Other rules beside those that hold, on the same contacts and people. Pure, as the engine is. */
@Export
@Version("0.1.0")
@NullMarked
package live.lib.router.shadow;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
