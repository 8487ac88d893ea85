@NullMarked
package live.directory.internal.store;

import org.jspecify.annotations.NullMarked;
