// SPDX-License-Identifier: Apache-2.0
package live.routing.internal.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.UUID;
import live.routing.WorkId;
import org.junit.jupiter.api.Test;

class InvitationWishTest {
    private final WorkId contact = new WorkId(UUID.randomUUID());

    @Test
    void theSameWishIsTheSameInvitation() {
        UUID given = UUID.randomUUID();

        assertThat(InvitationWish.id(contact, given)).isEqualTo(InvitationWish.id(contact, given));
        assertThat(InvitationWish.id(contact, given)).isNotEqualTo(InvitationWish.id(contact, UUID.randomUUID()));
    }

    @Test
    void nobodyChoosesByWhatNameRoutingKnowsIt() {
        UUID contactToCome = UUID.randomUUID();

        assertThat(InvitationWish.id(contact, contactToCome).value()).isNotEqualTo(contactToCome);
        assertThat(InvitationWish.id(new WorkId(UUID.randomUUID()), contactToCome))
                .isNotEqualTo(InvitationWish.id(contact, contactToCome));
    }
}
