// SPDX-License-Identifier: Apache-2.0
/** Administration over REST. */
@NullMarked
package live.admin.internal.web;

import org.jspecify.annotations.NullMarked;
