/**
 * Who did what, and when: a trail that cannot be altered unseen.
 *
 * <p>A module that commits by statements of its own may write entries in the same statement instead of calling {@link
 * live.core.audit.AuditTrail#record}: {@code insert into core.audit (tenant uuid, actor text, action text, subject text,
 * details json)}. The columns {@code id} and {@code at} fill themselves; nothing else may be done with that table. The
 * actor is the text of {@link live.core.Principal#user}, or {@link live.core.audit.AuditTrail#SYSTEM_ACTOR} and the name
 * of the part when the platform itself acts.
 */
@Export
@Version("0.1.0")
@NullMarked
package live.core.audit;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
