// SPDX-License-Identifier: Apache-2.0
package live.routing.internal.web;

import java.time.Instant;
import java.util.Optional;
import live.core.UserId;
import live.core.web.Checks;
import live.routing.Postponement;
import live.routing.internal.Rests;
import org.jspecify.annotations.Nullable;

/**
 * How an agent wants his contact to rest.
 *
 * @param until when it waits again; missing or past = at once
 * @param mine whether it comes back to him first
 * @param alone with {@code mine}: to nobody else, as long as he exists
 * @param notReached whether the customer was tried in vain
 * @param medium over which it goes on; missing = as before
 */
public record RestWish(
        @Nullable Instant until,
        @Nullable Boolean mine,
        @Nullable Boolean alone,
        @Nullable Boolean notReached,
        @Nullable String medium,
        @Nullable String reason) {
    private static final int LONGEST_MEDIUM = 50;
    private static final int LONGEST_REASON = 100;

    static RestWish given(@Nullable RestWish wish) {
        return wish == null ? new RestWish(null, null, null, null, null, null) : wish;
    }

    /** @throws live.core.web.Problem 400 with everything that is wrong */
    Postponement postponement(Instant now, UserId agent) {
        Checks checks = new Checks();
        boolean his = Boolean.TRUE.equals(mine);
        boolean only = Boolean.TRUE.equals(alone);
        checks.that(his || !only, "alone", "field.range", "only with mine");
        Postponement read = read(
                checks,
                now,
                until,
                medium,
                reason,
                his ? Optional.of(agent) : Optional.empty(),
                only,
                Boolean.TRUE.equals(notReached));
        checks.done();
        return read;
    }

    static Postponement read(
            Checks checks,
            Instant now,
            @Nullable Instant until,
            @Nullable String medium,
            @Nullable String reason,
            Optional<UserId> agent,
            boolean alone,
            boolean notReached) {
        checks.that(
                until == null || !until.isAfter(now.plus(Rests.LONGEST)),
                "until",
                "field.range",
                "at most " + Rests.LONGEST.toDays() + " days from now");
        return new Postponement(
                Optional.ofNullable(until),
                checks.textIfAny("medium", medium, LONGEST_MEDIUM),
                agent,
                alone,
                notReached,
                checks.textIfAny("reason", reason, LONGEST_REASON).orElse(""));
    }
}
