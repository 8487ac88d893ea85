@NullMarked
package live.directory.internal;

import org.jspecify.annotations.NullMarked;
