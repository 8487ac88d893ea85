/** People and what they are grouped by, as sections of the configuration's file. */
@NullMarked
package live.directory.internal.file;

import org.jspecify.annotations.NullMarked;
