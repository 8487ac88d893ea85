// SPDX-License-Identifier: Apache-2.0
package live.core.internal.task;

import live.core.Tasks;

/** Real supervised tasks for the tests of other packages. */
public final class TestTasks implements AutoCloseable {
    private final Supervisor supervisor = new Supervisor();
    private final BundleTasks tasks = new BundleTasks(supervisor, "live-core-test/0");

    public Tasks tasks() {
        return tasks;
    }

    @Override
    public void close() {
        tasks.leave();
        supervisor.deactivate();
    }
}
