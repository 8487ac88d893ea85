// SPDX-License-Identifier: Apache-2.0
/** How long contacts will wait, and how wrong that was. Pure, as the engine is. */
@Export
@Version("0.1.0")
@NullMarked
package live.lib.router.estimate;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
