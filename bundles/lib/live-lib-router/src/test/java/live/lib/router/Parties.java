// SPDX-License-Identifier: Apache-2.0
package live.lib.router;

import static live.lib.router.Referee.assertThat;

import java.util.List;
import java.util.UUID;

/** What always holds of those who take part in contacts beside their owners. */
final class Parties {
    private Parties() {}

    static void check(Floor floor, Engine engine) {
        checkRests(engine);
        for (Floor.Contact invitation : floor.contacts.values()) {
            Floor.Contact host = invitation.host;
            if (host == null) {
                continue;
            }
            assertThat(floor.contacts.containsValue(host), "an invitation outlives its contact", invitation.request);
            assertThat(!host.wrapping, "takes part in what is over", invitation.request);
            boolean needsOwner = invitation.owner == null || invitation.role == Role.CONSULT;
            assertThat(!needsOwner || host.owner != null, "invited by nobody any more", invitation.request);
            assertThat(
                    invitation.owner != null || invitation.request.deadline() < Long.MAX_VALUE,
                    "waits for ever",
                    invitation.request);
            UUID agent = invitation.owner == null ? invitation.offeredTo : invitation.owner;
            assertThat(agent == null || !agent.equals(host.owner), "the owner takes part", invitation.request);
            assertThat(
                    agent == null
                            || floor.invitations(host)
                                            .filter(other ->
                                                    other.isWith(agent) && looksOn(other) == looksOn(invitation))
                                            .count()
                                    == 1,
                    "takes part twice",
                    agent);
            assertThat(
                    agent == null
                            || !agent.equals(invitation.owner)
                            || floor.invitations(host)
                                            .filter(other -> agent.equals(other.owner))
                                            .count()
                                    == 1,
                    "has two parts",
                    agent);
            assertThat(floor.invitations(host).count() <= Participants.MOST, "too many take part", host.request);
        }
    }

    private static boolean looksOn(Floor.Contact invitation) {
        return invitation.role == Role.MONITOR;
    }

    /** What rests until a time is found at its place, and nothing else is. */
    private static void checkRests(Engine engine) {
        List<UUID> expected = engine.view().works().stream()
                .filter(work -> work.phase() == Phase.SCHEDULED)
                .map(work -> new View.Due(work.until(), work.request().work()))
                .sorted()
                .map(View.Due::work)
                .toList();
        List<UUID> found = engine.view().scheduled(null, null, null, Integer.MAX_VALUE).works().stream()
                .map(work -> work.request().work())
                .toList();
        assertThat(found.equals(expected), "rests at another place", found, expected);
    }
}
