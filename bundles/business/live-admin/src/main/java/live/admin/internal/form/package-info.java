// SPDX-License-Identifier: Apache-2.0
/** Forms made from what components say of their settings. */
@NullMarked
package live.admin.internal.form;

import org.jspecify.annotations.NullMarked;
