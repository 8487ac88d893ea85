// SPDX-License-Identifier: Apache-2.0
package live.routing.internal;

import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.Collectors;
import live.core.LiveException;
import live.core.cluster.Cluster;
import live.core.cluster.NodeId;

/** How one process hears of the others and asks them: questions and answers get lost, come twice, late, or too late. */
final class Ether implements Cluster {
    private final Storm storm;
    private final NodeId self;

    Ether(Storm storm, NodeId self) {
        this.storm = storm;
        this.self = self;
    }

    @Override
    public Set<NodeId> others() {
        return storm.owners.stream()
                .filter(Owner::heardOf)
                .map(Owner::node)
                .filter(node -> !node.equals(self))
                .collect(Collectors.toSet());
    }

    @Override
    public CompletionStage<byte[]> ask(NodeId node, String topic, byte[] question) {
        CompletableFuture<byte[]> answer = new CompletableFuture<>();
        storm.owners.stream()
                .filter(owner -> owner.node().equals(node))
                .forEach(owner -> storm.network.send(
                        () -> owner.asked(self, question, reply -> storm.network.send(() -> answer.complete(reply)))));
        storm.in(
                500 + storm.random.nextInt(3_000),
                () -> answer.completeExceptionally(new LiveException("cluster.unanswered", "nobody answers")));
        return answer;
    }
}
