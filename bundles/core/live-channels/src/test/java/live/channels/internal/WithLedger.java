// SPDX-License-Identifier: Apache-2.0
package live.channels.internal;

import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import live.channel.Acceptance;
import live.channel.Address;
import live.channel.Content;
import live.channel.Inbound;
import live.core.ExternalId;
import live.core.InteractionId;
import live.core.MessageId;
import live.core.Principal;
import live.core.QueueId;
import live.core.TenantId;
import live.core.UserId;
import live.lib.sql.Database;
import live.routing.RoutingListener.Change;
import live.routing.RoutingListener.State;
import live.routing.WorkId;
import live.test.postgres.PostgresServer;
import live.ticketing.Message;
import live.ticketing.NewMessage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** The ledger over a real database, with one account whose channel does as it is told. */
abstract class WithLedger {
    @RegisterExtension
    static final PostgresServer POSTGRES = new PostgresServer("core", "channels");

    @TempDir
    static Path keys;

    static final UserId AGENT = UserId.next();
    static final Principal ANNA = new Principal(TenantId.DEFAULT, AGENT, "Anna", Set.of());

    final String name = "box" + Long.toString(System.nanoTime(), 36);
    final ScriptedChannel channel = new ScriptedChannel(name);
    Rig rig;
    long entry;

    @BeforeEach
    void begin() throws Exception {
        rig = new Rig(POSTGRES.dataSource(), keys);
        install(channel);
    }

    @AfterEach
    void end() throws Exception {
        rig.close();
    }

    void install(ScriptedChannel one) {
        rig.accounts.bindChannel(one, Map.of("service.pid", "test"));
        await().until(() -> one.host != null);
    }

    static Inbound.Builder mail(String from, String id) {
        return Inbound.from(Address.email(from, "Someone"))
                .id(new ExternalId(id))
                .subject("Help " + id)
                .conversationKey(id)
                .text("Text of " + id);
    }

    Acceptance.Accepted accept(Inbound message) {
        return (Acceptance.Accepted)
                channel.host.accept(message).toCompletableFuture().join();
    }

    Message message(MessageId id) {
        return rig.messages.get(TenantId.DEFAULT, id).orElseThrow();
    }

    void route(InteractionId interaction, State state) {
        tell(++entry, interaction, state);
    }

    void tell(long place, InteractionId interaction, State state) {
        rig.work.follow(List.of(new Change(
                place,
                TenantId.DEFAULT,
                new WorkId(interaction.value()),
                interaction,
                QueueId.UNSORTED,
                state,
                state == State.WAITING ? Optional.empty() : Optional.of(AGENT),
                "",
                rig.clock.instant(),
                Optional.empty())));
    }

    MessageId answer(InteractionId interaction, String text) {
        MessageId id = MessageId.next();
        new Database(POSTGRES.dataSource())
                .act(connection -> rig.contract.send(
                        connection,
                        ANNA,
                        interaction,
                        new NewMessage(
                                id, List.of(), List.of(), List.of(), "", List.of(new Content.Text(text)), Map.of())));
        rig.contract.committed();
        return id;
    }

    String id(String suffix) {
        return "<" + suffix + "@" + name + ">";
    }
}
