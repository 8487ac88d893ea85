// SPDX-License-Identifier: Apache-2.0
package live.channels.internal.web;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.Proxy;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import live.core.InteractionId;
import live.core.Principal;
import live.core.TenantId;
import live.core.UserId;
import live.core.Uuid7;
import live.core.web.Problem;
import live.routing.AgentDesk;
import live.routing.Role;
import org.junit.jupiter.api.Test;

class SpeakersTest {
    private static final InteractionId OWNED = new InteractionId(Uuid7.next());
    private static final InteractionId CONSULTED = new InteractionId(Uuid7.next());
    private static final InteractionId WATCHED = new InteractionId(Uuid7.next());

    private final Principal ann = new Principal(TenantId.DEFAULT, new UserId(Uuid7.next()), "Ann", Set.of());
    private final Map<InteractionId, Role> roles =
            Map.of(OWNED, Role.OWNER, CONSULTED, Role.CONSULT, WATCHED, Role.MONITOR);
    private final AgentDesk desk = (AgentDesk) Proxy.newProxyInstance(
            AgentDesk.class.getClassLoader(),
            new Class<?>[] {AgentDesk.class},
            (proxy, method, arguments) -> Optional.ofNullable(roles.get(arguments[2])));

    @Test
    void whoTakesPartSpeaksAsHisRoleAllowsAndWhoDoesNotAsHisPermissions() {
        Speakers speakers = new Speakers();
        assertThatCode(() -> speakers.check(ann, WATCHED)).doesNotThrowAnyException();
        speakers.bindDesk(desk);

        assertThatCode(() -> speakers.check(ann, OWNED)).doesNotThrowAnyException();
        assertThatCode(() -> speakers.check(ann, new InteractionId(Uuid7.next())))
                .doesNotThrowAnyException();
        for (InteractionId silent : Set.of(CONSULTED, WATCHED)) {
            assertThatThrownBy(() -> speakers.check(ann, silent))
                    .isInstanceOfSatisfying(
                            Problem.class, problem -> org.assertj.core.api.Assertions.assertThat(problem.code())
                                    .isEqualTo("channels.message.role"));
        }
    }
}
