/** The configuration of the whole product as one readable file: written, compared, applied. */
@NullMarked
package live.admin.internal.file;

import org.jspecify.annotations.NullMarked;
