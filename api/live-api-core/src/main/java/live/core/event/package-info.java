/**
 * What has happened, in one order that every reader sees alike.
 *
 * <p>A module that commits by statements of its own may write events in the same statement instead of calling {@link
 * live.core.event.Events#append}: {@code insert into core.event (tenant uuid, type text, aggregate uuid, actor uuid, data
 * jsonb)}. The columns {@code id} and {@code at} fill themselves; nothing else may be done with that table. Afterwards it
 * calls {@link live.core.event.Events#committed}. The actor is {@link live.core.Principal#user}.
 */
@Export
@Version("0.1.0")
@NullMarked
package live.core.event;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
