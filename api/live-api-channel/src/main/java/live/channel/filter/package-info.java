// SPDX-License-Identifier: Apache-2.0
/** How modules have a say in what arrives, before it becomes work. A channel needs nothing of this. */
@Export
@Version("0.1.0")
@NullMarked
package live.channel.filter;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
