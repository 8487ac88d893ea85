// SPDX-License-Identifier: Apache-2.0
package live.cluster.internal.shell;

import java.util.Comparator;
import live.core.cluster.Cluster;
import live.core.cluster.Node;
import live.core.cluster.NodeId;
import org.apache.karaf.shell.api.action.Action;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.support.table.ShellTable;
import org.jspecify.annotations.Nullable;

/** {@code cluster:nodes}. */
@Service
@Command(scope = "cluster", name = "nodes", description = "The nodes that hear each other")
@SuppressWarnings("NullAway.Init") // the shell injects
public final class NodesCommand implements Action {
    @Reference
    private Cluster cluster;

    @Reference
    private Node node;

    @Override
    public @Nullable Object execute() {
        ShellTable table = new ShellTable();
        table.column("Node");
        table.column("Which");
        table.addRow().addContent(node.id(), "this one");
        cluster.others().stream().sorted(Comparator.comparing(NodeId::toString)).forEach(other -> table.addRow()
                .addContent(other, ""));
        table.print(System.out);
        return null;
    }
}
