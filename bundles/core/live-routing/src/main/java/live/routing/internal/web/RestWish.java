// SPDX-License-Identifier: Apache-2.0
package live.routing.internal.web;

import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import live.core.UserId;
import live.core.web.Checks;
import live.core.web.Problem;
import live.routing.Outcome;
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
 * @param medium over which it goes on, one that routing knows; missing = as before
 * @param reason a code of small letters, digits and hyphens, at most 40; it is kept, so it is no text about anybody
 */
public record RestWish(
        @Nullable Instant until,
        @Nullable Boolean mine,
        @Nullable Boolean alone,
        @Nullable Boolean notReached,
        @Nullable String medium,
        @Nullable String reason) {
    private static final int LONGEST_MEDIUM = 50;
    private static final Pattern REASON = Pattern.compile("[a-z0-9-]{0,40}");

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
        checks.that(
                reason == null || REASON.matcher(reason).matches(),
                "reason",
                "field.pattern",
                "a code of at most 40 small letters, digits and hyphens");
        return new Postponement(
                Optional.ofNullable(until),
                checks.textIfAny("medium", medium, LONGEST_MEDIUM),
                agent,
                alone,
                notReached,
                reason == null ? "" : reason);
    }

    /**
     * What is named once keeps its number in routing for good, and there are few: nobody names anything new by a wish.
     *
     * @return what the command answers; fails with a problem 400, and without the command, if routing does not know the
     *     medium
     */
    static CompletionStage<Outcome> overKnownMedium(
            Function<String, CompletionStage<Boolean>> known,
            Postponement wish,
            Supplier<CompletionStage<Outcome>> command) {
        return wish.medium()
                .map(medium -> known.apply(medium).thenCompose(knows -> {
                    if (!knows) {
                        throw Problem.invalid("medium", "field.unknown", "no medium that routing knows");
                    }
                    return command.get();
                }))
                .orElseGet(command);
    }
}
