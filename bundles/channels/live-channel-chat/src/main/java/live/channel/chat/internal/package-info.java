// SPDX-License-Identifier: Apache-2.0
/** The chat channel: visitors of web sites write, and are answered while they are there. */
@NullMarked
package live.channel.chat.internal;

import org.jspecify.annotations.NullMarked;
