// SPDX-License-Identifier: Apache-2.0
/** Health and metrics over HTTP. */
@NullMarked
package live.observe.internal.web;

import org.jspecify.annotations.NullMarked;
