// SPDX-License-Identifier: Apache-2.0
package live.routing.internal;

import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import live.core.LiveException;
import live.core.cluster.Cluster;
import live.core.cluster.NodeId;

/** Nodes of one process that hear each other, until somebody cuts one off. */
final class Wire implements AutoCloseable {
    private final Map<NodeId, Companions> nodes = new ConcurrentHashMap<>();
    private final ExecutorService threads = Executors.newFixedThreadPool(8);

    /** A node that hears the others. */
    Companions join() {
        NodeId id = new NodeId(UUID.randomUUID());
        Companions companions = new Companions(() -> id);
        companions.setCluster(new Cluster() {
            @Override
            public Set<NodeId> others() {
                return nodes.containsKey(id)
                        ? nodes.keySet().stream()
                                .filter(node -> !node.equals(id))
                                .collect(Collectors.toSet())
                        : Set.of();
            }

            @Override
            public CompletionStage<byte[]> ask(NodeId node, String topic, byte[] question) {
                return CompletableFuture.supplyAsync(
                        () -> {
                            Companions other = nodes.get(node);
                            if (other == null || !nodes.containsKey(id)) {
                                throw new LiveException("cluster.node.gone", "It is not heard of.");
                            }
                            return other.asked(id, question);
                        },
                        threads);
            }
        });
        nodes.put(id, companions);
        return companions;
    }

    /** It is not heard of any more, nor does it hear of others. */
    void cut(Companions companions) {
        nodes.remove(companions.self());
        nodes.values().forEach(other -> other.left(companions.self()));
        nodes.keySet().forEach(companions::left);
    }

    void mend(Companions companions) {
        nodes.put(companions.self(), companions);
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
