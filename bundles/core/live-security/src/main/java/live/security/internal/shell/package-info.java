@NullMarked
package live.security.internal.shell;

import org.jspecify.annotations.NullMarked;
