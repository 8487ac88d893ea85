// SPDX-License-Identifier: Apache-2.0
package live.channels.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import live.channel.Acceptance;
import live.channel.Address;
import live.channel.Delivery;
import live.channel.Inbound;
import live.core.ExternalId;
import live.ticketing.Tickets;
import org.junit.jupiter.api.Test;

/** Days on which the database is gone: nothing is lost, counted twice or piled up. */
class OutageIT extends WithLedger {
    @Test
    void aMessageThatComesAgainAndAgainCountsOnceForItsSender() {
        rig.classification.bindFilter(new SenderLimit(rig.clock, 3, 600));
        Inbound patient = mail("carl@example.org", id("again")).build();
        POSTGRES.stop();
        try {
            List<CompletableFuture<Acceptance>> tries = IntStream.range(0, 5)
                    .mapToObj(i -> channel.host.accept(patient).toCompletableFuture())
                    .toList();
            assertThat(tries).allSatisfy(one -> assertThat(one.join()).isInstanceOf(Acceptance.Deferred.class));
        } finally {
            POSTGRES.start();
        }
        await().until(() -> channel.host.accept(patient).toCompletableFuture().join() instanceof Acceptance.Accepted);
        for (int i = 0; i < 5; i++) {
            assertThat(accept(patient).duplicate()).isTrue();
        }
        Acceptance.Accepted next = accept(mail("carl@example.org", id("next")).build());
        await().untilAsserted(() ->
                assertThat(rig.queue.attention).containsEntry(next.interaction(), Tickets.Attention.OFFER));
    }

    @Test
    void anAttachmentThatCannotBeStoredWhileTheDatabaseIsGoneIsReadAgainLater() {
        POSTGRES.stop();
        try {
            org.assertj.core.api.Assertions.assertThatThrownBy(() -> channel.host
                            .blobs()
                            .store(
                                    Address.email("carl@example.org", ""),
                                    "a.txt",
                                    "text/plain",
                                    new java.io.ByteArrayInputStream(new byte[] {1}),
                                    10))
                    .isInstanceOf(java.io.IOException.class);
        } finally {
            POSTGRES.start();
        }
    }

    @Test
    void receiptsThatNobodyCanStoreAreGivenBackAndPileUpNowhere() {
        POSTGRES.stop();
        try {
            List<CompletableFuture<Void>> told = IntStream.range(0, 5_100)
                    .mapToObj(i -> channel.host
                            .receipt(new ExternalId("r" + i), new Delivery.Delivered())
                            .toCompletableFuture())
                    .toList();
            assertThat(told.get(5_099)).isCompletedExceptionally();
        } finally {
            POSTGRES.start();
        }
    }

    @Test
    void whileTheDatabaseIsGoneMessagesStayWhereTheyAre() throws Exception {
        POSTGRES.stop();
        try {
            assertThat(channel.host
                            .accept(mail("carl@example.org", id("down")).build())
                            .toCompletableFuture()
                            .join())
                    .isInstanceOf(Acceptance.Deferred.class);
        } finally {
            POSTGRES.start();
        }
        await().until(() -> channel.host
                        .accept(mail("carl@example.org", id("down")).build())
                        .toCompletableFuture()
                        .join()
                instanceof Acceptance.Accepted);
    }
}
