// SPDX-License-Identifier: Apache-2.0
package live.cluster.internal;

import com.hazelcast.config.AdvancedNetworkConfig;
import com.hazelcast.config.Config;
import com.hazelcast.config.JavaSerializationFilterConfig;
import com.hazelcast.config.JoinConfig;
import com.hazelcast.config.ServerSocketEndpointConfig;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import live.core.cluster.NodeId;

/** What Hazelcast is told. It keeps no data here: it says who is there, and carries questions and answers. */
final class Settings {
    /** The attribute that tells which node a member is. */
    static final String NODE = "live.node";

    static final String QUESTIONS = "live.questions";
    private static final int ANSWERING = 4;
    private static final int MOST_QUESTIONS = 10_000;

    private Settings() {}

    static Config of(ClusterConfig wanted, NodeId self, Letters letters) {
        Config config = new Config("live-" + self);
        config.setClusterName(wanted.cluster());
        config.setClassLoader(Settings.class.getClassLoader());
        config.getMemberAttributeConfig().setAttribute(NODE, self.toString());
        properties(wanted).forEach(config::setProperty);
        config.getJetConfig().setEnabled(false);
        config.getMetricsConfig().setEnabled(false);
        network(config.getAdvancedNetworkConfig(), wanted);
        config.getExecutorConfig(QUESTIONS)
                .setPoolSize(ANSWERING)
                .setQueueCapacity(MOST_QUESTIONS)
                .setStatisticsEnabled(false);
        // Nothing but text and bytes travels, so that an exchanged bundle leaves no classes behind on other nodes, and
        // strangers cannot have objects made.
        config.getSerializationConfig()
                .addDataSerializableFactory(Letter.FACTORY, type -> new Letter())
                .setJavaSerializationFilterConfig(new JavaSerializationFilterConfig());
        config.getUserContext().put(Letters.class.getName(), letters);
        return config;
    }

    private static Map<String, String> properties(ClusterConfig wanted) {
        return Map.ofEntries(
                Map.entry("hazelcast.logging.type", "slf4j"),
                Map.entry("hazelcast.phone.home.enabled", "false"),
                Map.entry("hazelcast.shutdownhook.enabled", "false"),
                Map.entry("hazelcast.socket.bind.any", "false"),
                Map.entry("hazelcast.heartbeat.interval.seconds", "1"),
                Map.entry("hazelcast.max.no.heartbeat.seconds", String.valueOf(wanted.silenceSeconds())),
                // Two who could not hear each other become one again soon; there is nothing to merge.
                Map.entry("hazelcast.merge.first.run.delay.seconds", "5"),
                Map.entry("hazelcast.merge.next.run.delay.seconds", "5"),
                Map.entry("hazelcast.operation.call.timeout.millis", "10000"),
                Map.entry("hazelcast.partition.count", "11"),
                Map.entry("hazelcast.operation.thread.count", "2"),
                Map.entry("hazelcast.operation.generic.thread.count", "2"),
                Map.entry("hazelcast.io.thread.count", "2"));
    }

    /** Members only, at one address: no clients, no REST, nothing that finds others by itself. */
    private static void network(AdvancedNetworkConfig network, ClusterConfig wanted) {
        ServerSocketEndpointConfig members = new ServerSocketEndpointConfig();
        members.setPort(wanted.port()).setPortAutoIncrement(false).setPortCount(1);
        members.getInterfaces().setEnabled(true).addInterface(wanted.address());
        network.setEnabled(true).setMemberEndpointConfig(members);
        JoinConfig join = network.getJoin();
        join.getMulticastConfig().setEnabled(false);
        join.getAutoDetectionConfig().setEnabled(false);
        join.getTcpIpConfig().setEnabled(true).setMembers(members(wanted));
    }

    /** Also where a file has them all on one line. */
    static List<String> members(ClusterConfig wanted) {
        return Arrays.stream(wanted.members())
                .flatMap(line -> Arrays.stream(line.split("[,\\s]+")))
                .filter(member -> !member.isBlank())
                .toList();
    }
}
