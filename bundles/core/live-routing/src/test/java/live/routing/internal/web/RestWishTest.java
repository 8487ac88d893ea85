// SPDX-License-Identifier: Apache-2.0
package live.routing.internal.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import live.core.UserId;
import live.core.web.Problem;
import live.routing.Outcome;
import live.routing.Postponement;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RestWishTest {
    private static final UserId ANN = UserId.of("00000000-0000-7000-8000-0000000000a1");
    private static final Outcome DONE = new Outcome.Done();

    private final List<Postponement> sent = new ArrayList<>();

    private static Postponement wish(@Nullable String medium, @Nullable String reason) {
        return new RestWish(null, true, null, null, medium, reason).postponement(Instant.EPOCH, ANN);
    }

    private CompletionStage<Outcome> send(Postponement wish) {
        return RestWish.overKnownMedium(
                medium -> CompletableFuture.completedFuture(medium.equals("email")), wish, () -> {
                    sent.add(wish);
                    return CompletableFuture.completedFuture(DONE);
                });
    }

    @Test
    void aReasonIsACodeAndNoText() {
        assertThat(wish(null, "voicemail-2").reason()).isEqualTo("voicemail-2");
        assertThat(wish(null, null).reason()).isEmpty();
        for (String text : List.of("Mrs Smith is ill", "busy!", "a".repeat(41))) {
            assertThatThrownBy(() -> wish(null, text))
                    .isInstanceOfSatisfying(Problem.class, problem -> assertThat(problem.fields())
                            .extracting(Problem.Field::field)
                            .containsExactly("reason"));
        }
    }

    @Test
    void nobodyNamesAMediumThatRoutingDoesNotKnow() {
        assertThat(send(wish(null, null)).toCompletableFuture().join()).isEqualTo(DONE);
        assertThat(send(wish("email", null)).toCompletableFuture().join()).isEqualTo(DONE);
        assertThat(sent).hasSize(2);
        assertThatThrownBy(() -> send(wish("x1", null)).toCompletableFuture().join())
                .isInstanceOf(CompletionException.class)
                .cause()
                .isInstanceOfSatisfying(Problem.class, problem -> {
                    assertThat(problem.status()).isEqualTo(400);
                    assertThat(problem.fields())
                            .extracting(Problem.Field::field)
                            .containsExactly("medium");
                });
        assertThat(sent).hasSize(2);
    }
}
