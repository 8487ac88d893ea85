/** Preferences and notices over REST and the staff socket. */
@NullMarked
package live.personal.internal.web;

import org.jspecify.annotations.NullMarked;
