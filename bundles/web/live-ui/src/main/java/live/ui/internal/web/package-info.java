/** Serves the desktop and the parts of it that modules bring. */
@NullMarked
package live.ui.internal.web;

import org.jspecify.annotations.NullMarked;
