// SPDX-License-Identifier: Apache-2.0
package live.routing.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import live.core.LiveException;
import live.core.TenantId;
import live.core.cluster.Cluster;
import live.core.cluster.ClusterTopic;
import live.core.cluster.Node;
import live.core.cluster.NodeId;
import live.lib.router.ByteReader;
import live.lib.router.ByteWriter;
import live.lib.router.Entry;
import live.lib.router.EntryCodec;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;

/** The routing of the other nodes, and what they and this one say to each other. Alone it hears of nobody. Thread-safe. */
@Component(service = {Companions.class, ClusterTopic.class})
public final class Companions implements ClusterTopic {
    private static final byte[] NOTHING = {};

    /** What may be said. The ordinal goes over the wire. */
    enum Word {
        /** There is more in a tenant's journal. */
        COMMITTED,
        /** Commands for the one who holds a domain. */
        COMMANDS,
        /** Which agents have their desk open where this is asked. */
        DESKS
    }

    private final NodeId self;
    private final Map<Word, BiFunction<NodeId, ByteReader, byte[]>> answers = new ConcurrentHashMap<>();
    private final List<Consumer<NodeId>> leaving = new CopyOnWriteArrayList<>();
    private final Map<NodeId, Notices> notices = new ConcurrentHashMap<>();
    private volatile @Nullable Cluster cluster;

    @Activate
    public Companions(@Reference Node node) {
        self = node.id();
    }

    @Reference(cardinality = ReferenceCardinality.OPTIONAL, policy = ReferencePolicy.DYNAMIC)
    void setCluster(Cluster others) {
        cluster = others;
    }

    void unsetCluster(Cluster others) {
        if (others.equals(cluster)) {
            cluster = null;
        }
    }

    NodeId self() {
        return self;
    }

    Set<NodeId> others() {
        Cluster known = cluster;
        return known == null ? Set.of() : known.others();
    }

    boolean hears(NodeId node) {
        return others().contains(node);
    }

    @Override
    public String name() {
        return "routing";
    }

    /** From now on this is what is answered; whatever throws is told to the one who asked. */
    void answer(Word word, BiFunction<NodeId, ByteReader, byte[]> with) {
        answers.put(word, with);
    }

    /** Calls back when a node is heard of no longer. */
    AutoCloseable onLeave(Consumer<NodeId> watcher) {
        leaving.add(watcher);
        return () -> leaving.remove(watcher);
    }

    @Override
    public byte[] asked(NodeId node, byte[] question) {
        ByteReader in = new ByteReader(question);
        Word word = in.oneOf(Word.values());
        BiFunction<NodeId, ByteReader, byte[]> with = answers.get(word);
        if (with == null) {
            throw new LiveException("routing.unavailable", "Routing does not run here yet.");
        }
        return with.apply(node, in);
    }

    @Override
    public void left(NodeId node) {
        notices.remove(node);
        leaving.forEach(watcher -> watcher.accept(node));
    }

    private CompletionStage<byte[]> ask(NodeId node, ByteWriter question) {
        Cluster known = cluster;
        return known == null
                ? CompletableFuture.failedFuture(new LiveException("routing.unavailable", "There are no other nodes."))
                : known.ask(node, name(), question.bytes());
    }

    private static ByteWriter say(Word word) {
        ByteWriter out = new ByteWriter();
        out.one(word.ordinal());
        return out;
    }

    /** Brings commands to the node that holds a domain; answers as {@link Reception#take}. */
    CompletionStage<Integer> forward(
            NodeId node, TenantId tenant, long epoch, long client, List<Forwarding.Numbered> commands) {
        ByteWriter out = say(Word.COMMANDS);
        out.id(tenant.value());
        out.number(epoch);
        out.number(client);
        out.list(commands, command -> EntryCodec.write(new Entry(0, client, command.number(), command.input()), out));
        return ask(node, out).thenApply(answer -> (int) new ByteReader(answer).number());
    }

    /** Who takes commands of other nodes. */
    interface Taker {
        int take(TenantId tenant, long epoch, long client, List<Forwarding.Numbered> commands);
    }

    void takeCommands(Taker taker) {
        answer(Word.COMMANDS, (node, in) -> {
            TenantId tenant = new TenantId(in.id());
            long epoch = in.number();
            long client = in.number();
            List<Forwarding.Numbered> commands = in.list(() -> {
                Entry entry = EntryCodec.read(in);
                return new Forwarding.Numbered(entry.sequence(), entry.input());
            });
            ByteWriter out = new ByteWriter();
            out.number(taker.take(tenant, epoch, client, commands));
            return out.bytes();
        });
    }

    /** Tells the others that there is more in a journal; soon, and many times at once only once. */
    void committed(TenantId tenant) {
        for (NodeId node : others()) {
            notices.computeIfAbsent(node, Notices::new).send(tenant);
        }
    }

    void hearOfCommits(Consumer<TenantId> watcher) {
        answer(Word.COMMITTED, (node, in) -> {
            watcher.accept(new TenantId(in.id()));
            return NOTHING;
        });
    }

    /** One notice at a time is under way to a node, of each tenant. */
    private final class Notices {
        private final NodeId node;
        /** Tenants with one under way, and whether another one is to follow. */
        private final Map<TenantId, Boolean> flying = new ConcurrentHashMap<>();

        Notices(NodeId node) {
            this.node = node;
        }

        void send(TenantId tenant) {
            if (flying.put(tenant, true) == null) {
                fly(tenant);
            }
        }

        private void fly(TenantId tenant) {
            flying.put(tenant, false);
            ByteWriter out = say(Word.COMMITTED);
            out.id(tenant.value());
            ask(node, out).whenComplete((answer, failure) -> {
                // A node that cannot be told looks by itself.
                if (failure != null || flying.remove(tenant, false)) {
                    flying.remove(tenant);
                } else {
                    fly(tenant);
                }
            });
        }
    }

    /** Which desks another node has open. */
    CompletionStage<List<Attendance.Desk>> desks(NodeId node) {
        return ask(node, say(Word.DESKS)).thenApply(answer -> {
            ByteReader in = new ByteReader(answer);
            return in.list(() -> new Attendance.Desk(new TenantId(in.id()), new live.core.UserId(in.id())));
        });
    }

    void tellDesks(java.util.function.Supplier<Set<Attendance.Desk>> open) {
        answer(Word.DESKS, (node, in) -> {
            ByteWriter out = new ByteWriter();
            out.list(new ArrayList<>(open.get()), desk -> {
                out.id(desk.tenant().value());
                out.id(desk.agent().value());
            });
            return out.bytes();
        });
    }
}
