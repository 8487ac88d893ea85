// SPDX-License-Identifier: Apache-2.0
package live.cluster.internal;

import com.hazelcast.cluster.Member;
import com.hazelcast.cluster.MembershipEvent;
import com.hazelcast.cluster.MembershipListener;
import com.hazelcast.core.ExecutionCallback;
import com.hazelcast.core.Hazelcast;
import com.hazelcast.core.HazelcastException;
import com.hazelcast.core.HazelcastInstance;
import com.hazelcast.core.HazelcastInstanceNotActiveException;
import com.hazelcast.core.IExecutorService;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import live.core.LiveException;
import live.core.TaskHandle;
import live.core.Tasks;
import live.core.cluster.Cluster;
import live.core.cluster.ClusterTopic;
import live.core.cluster.Node;
import live.core.cluster.NodeId;
import live.core.health.Health;
import live.core.health.HealthCheck;
import live.core.store.Keys;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.metatype.annotations.Designate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** This node as a member of a Hazelcast cluster. Joining happens in the background and is tried again. Thread-safe. */
@Component(
        service = {Cluster.class, HealthCheck.class},
        property = "name=cluster.nodes",
        configurationPid = "live.cluster",
        immediate = true)
@Designate(ocd = ClusterConfig.class)
public final class HazelcastCluster implements Cluster, HealthCheck {
    private static final Logger LOG = LoggerFactory.getLogger(HazelcastCluster.class);
    private static final Duration END = Duration.ofSeconds(10);
    private static final byte ANSWERED = 0;
    private static final byte FAILED = 1;

    private final ClusterConfig config;
    private final NodeId self;
    private final Keys keys;
    private final Map<String, ClusterTopic> topics = new ConcurrentHashMap<>();
    private final Semaphore news = new Semaphore(0);
    private final TaskHandle task;
    private volatile @Nullable Joined joined;

    /** @param members the other nodes; replaced, never changed */
    private record Joined(HazelcastInstance instance, Seal seal, Map<NodeId, Member> members) {}

    @Activate
    public HazelcastCluster(ClusterConfig config, @Reference Node node, @Reference Keys keys, @Reference Tasks tasks) {
        this.config = config;
        self = node.id();
        this.keys = keys;
        task = tasks.run("cluster.node", this::run);
    }

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    void addTopic(ClusterTopic topic) {
        topics.put(topic.name(), topic);
    }

    void removeTopic(ClusterTopic topic) {
        topics.remove(topic.name(), topic);
    }

    @Deactivate
    void leave() throws InterruptedException {
        task.close();
        if (!task.awaitEnd(END)) {
            LOG.warn("code=cluster.stop.slow this node did not leave the cluster in {}", END);
        }
    }

    private void run() throws InterruptedException {
        Seal seal = new Seal(keys);
        HazelcastInstance instance = Hazelcast.newHazelcastInstance(
                Settings.of(config, self, (from, topic, closed) -> answer(seal, from, topic, closed)));
        try {
            joined = new Joined(instance, seal, Map.of());
            instance.getCluster().addMembershipListener(new MembershipListener() {
                @Override
                public void memberAdded(MembershipEvent event) {
                    news.release();
                }

                @Override
                public void memberRemoved(MembershipEvent event) {
                    news.release();
                }
            });
            while (instance.getLifecycleService().isRunning()) {
                look(instance, seal);
                // Who was cut off and is let in again is another member without an event.
                if (news.tryAcquire(1, TimeUnit.SECONDS)) {
                    news.drainPermits();
                }
            }
            throw new LiveException("cluster.left", "Hazelcast has ended by itself; it is begun anew.");
        } finally {
            lose();
            // Nothing is kept there, so there is nothing to hand over.
            instance.getLifecycleService().terminate();
        }
    }

    private void look(HazelcastInstance instance, Seal seal) {
        Map<NodeId, Member> now = new HashMap<>();
        for (Member member : instance.getCluster().getMembers()) {
            node(member).ifPresent(node -> now.put(node, member));
        }
        change(new Joined(instance, seal, Map.copyOf(now)));
    }

    private void lose() {
        Joined before = joined;
        if (before != null) {
            change(new Joined(before.instance(), before.seal(), Map.of()));
            joined = null;
        }
    }

    /** Tells who came and who left. */
    private void change(Joined next) {
        Set<NodeId> before = others();
        Set<NodeId> after = next.members().keySet();
        joined = next;
        Set<NodeId> gone = new HashSet<>(before);
        gone.removeAll(after);
        Set<NodeId> come = new HashSet<>(after);
        come.removeAll(before);
        gone.forEach(node -> {
            LOG.info("code=cluster.node.left node {} is heard of no longer", node);
            topics.values().forEach(topic -> topic.left(node));
        });
        come.forEach(node -> {
            LOG.info("code=cluster.node.joined node {} is here", node);
            topics.values().forEach(topic -> topic.joined(node));
        });
    }

    private Optional<NodeId> node(Member member) {
        String id = member.getAttribute(Settings.NODE);
        if (id == null || member.localMember()) {
            return Optional.empty();
        }
        try {
            return Optional.of(NodeId.of(id)).filter(node -> !node.equals(self));
        } catch (IllegalArgumentException e) {
            LOG.warn("code=cluster.member.strange a member at {} is no node of this product", member.getAddress());
            return Optional.empty();
        }
    }

    @Override
    public Set<NodeId> others() {
        Joined known = joined;
        return known == null ? Set.of() : known.members().keySet();
    }

    @Override
    public CompletionStage<byte[]> ask(NodeId node, String topic, byte[] question) {
        Joined known = joined;
        Member member = known == null ? null : known.members().get(node);
        if (known == null || member == null) {
            return CompletableFuture.failedFuture(gone());
        }
        CompletableFuture<byte[]> answer = new CompletableFuture<>();
        try {
            byte[] closed = known.seal().close(self, node, topic, question);
            IExecutorService questions = known.instance().getExecutorService(Settings.QUESTIONS);
            questions.submitToMember(
                    new Letter(self.toString(), topic, closed), member, new ExecutionCallback<byte[]>() {
                        @Override
                        public void onResponse(byte[] response) {
                            read(known.seal(), node, topic, response, answer);
                        }

                        @Override
                        public void onFailure(Throwable failure) {
                            answer.completeExceptionally(
                                    new LiveException("cluster.unanswered", "A node does not answer.", failure));
                        }
                    });
        } catch (HazelcastException | HazelcastInstanceNotActiveException | RejectedExecutionException e) {
            answer.completeExceptionally(new LiveException("cluster.unanswered", "A node cannot be asked.", e));
        }
        return answer;
    }

    private void read(Seal seal, NodeId from, String topic, byte[] response, CompletableFuture<byte[]> answer) {
        try {
            byte[] plain = response.length == 0 ? response : seal.open(from, self, "re:" + topic, response);
            if (plain.length == 0 || plain[0] != ANSWERED) {
                answer.completeExceptionally(
                        new LiveException("cluster.refused", "A node has no answer to " + topic + "."));
            } else {
                answer.complete(Arrays.copyOfRange(plain, 1, plain.length));
            }
        } catch (RuntimeException e) {
            answer.completeExceptionally(e);
        }
    }

    private static LiveException gone() {
        return new LiveException("cluster.node.gone", "The node is not heard of.");
    }

    /** Whatever goes wrong here is not told to the other side in detail: exceptions do not travel. */
    private byte[] answer(Seal seal, String sender, String name, byte[] closed) {
        NodeId from;
        byte[] question;
        try {
            from = NodeId.of(sender);
            question = seal.open(from, self, name, closed);
        } catch (IllegalArgumentException | LiveException e) {
            LOG.warn("code=cluster.letter.refused a question was not sealed with the key of this installation");
            return new byte[0];
        }
        byte[] plain = {FAILED};
        ClusterTopic topic = topics.get(name);
        if (topic != null) {
            try {
                byte[] answer = topic.asked(from, question);
                plain = new byte[answer.length + 1];
                plain[0] = ANSWERED;
                System.arraycopy(answer, 0, plain, 1, answer.length);
            } catch (LiveException e) {
                LOG.debug("code=cluster.question.refused topic {} has no answer to {}", name, from, e);
            } catch (RuntimeException e) {
                // A fault of the module whose topic it is: it must not end the node's ears.
                LOG.warn("code=cluster.question.failed topic {} failed on a question of {}", name, from, e);
            }
        }
        return seal.close(self, from, "re:" + name, plain);
    }

    @Override
    public Health check() {
        Joined known = joined;
        int others = others().size();
        long wanted = Settings.members(config).stream()
                .filter(member -> !member.equals(config.address() + ":" + config.port()))
                .count();
        if (known == null) {
            return Health.degraded(
                    "cluster.joining",
                    "This node does not listen at " + config.address() + ":" + config.port()
                            + " yet. Is the address one of this machine, and the port free?");
        }
        return others >= wanted
                ? Health.OK
                : Health.degraded(
                        "cluster.nodes.missing",
                        "Of " + wanted + " other nodes " + others
                                + " are heard of. Their agents cannot work unless they hold the routing.");
    }
}
