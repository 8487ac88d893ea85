// SPDX-License-Identifier: Apache-2.0
package live.routing.internal.web;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Set;
import java.util.UUID;
import live.core.SkillId;
import live.core.Uuid7;
import live.core.web.Checks;
import live.routing.Role;
import live.routing.Target;
import live.routing.WorkId;
import org.jspecify.annotations.Nullable;

/**
 * Whom the owner of a contact asks to take part in it, and in which role.
 *
 * @param id of this wish, made by the caller: repeating it has no effect; missing = a new one
 * @param role CONSULT or CONFERENCE
 * @param agent the only one who is asked; or
 * @param queue whose agents are asked; or
 * @param skill that somebody of the contact's queue has, at least at {@code level}
 * @param seconds how long it waits for somebody, 10 to 3600; 120 if it is missing
 */
public record InvitationWish(
        @Nullable UUID id,
        @Nullable String role,
        @Nullable String agent,
        @Nullable String queue,
        @Nullable String skill,
        @Nullable Integer level,
        @Nullable Integer seconds) {
    private static final int LONGEST = 3_600;
    private static final int SHORTEST = 10;
    private static final int USUAL = 120;

    /** What is right and complete. */
    record Checked(WorkId id, Role role, Target target, Duration patience) {}

    /** @throws live.core.web.Problem 400 with everything that is wrong */
    static Checked check(WorkId contact, @Nullable InvitationWish given, Set<SkillId> skills) {
        InvitationWish wish = given == null ? new InvitationWish(null, null, null, null, null, null, null) : given;
        Checks checks = new Checks();
        Role role = role(checks, wish.role, Role.CONSULT, Role.CONFERENCE);
        int seconds = checks.number("seconds", wish.seconds, SHORTEST, LONGEST, USUAL);
        checks.done();
        Target target = Destination.target(new Destination(wish.queue, wish.agent, wish.skill, wish.level), skills);
        return new Checked(id(contact, wish.id), role, target, Duration.ofSeconds(seconds));
    }

    /**
     * The id by which routing knows an invitation, the same for the same wish. It is not the caller's: with the id of
     * another contact that is still to come, he could keep that from being routed.
     *
     * @param given by the caller, if he made one
     */
    static WorkId id(WorkId contact, @Nullable UUID given) {
        return new WorkId(
                given == null
                        ? Uuid7.next()
                        : UUID.nameUUIDFromBytes((contact.value() + "/" + given).getBytes(StandardCharsets.UTF_8)));
    }

    /** One of these roles; otherwise the checks know. */
    static Role role(Checks checks, @Nullable String text, Role... allowed) {
        for (Role role : allowed) {
            if (role.name().equals(text)) {
                return role;
            }
        }
        checks.wrong("role", "field.choice", "must be one of " + java.util.Arrays.toString(allowed));
        return allowed[0];
    }
}
