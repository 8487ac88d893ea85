// SPDX-License-Identifier: Apache-2.0
package live.core;

/**
 * Work that runs under supervision.
 *
 * <p>A task may block, and must end soon after its thread is interrupted. What it throws is logged, counted and shown in
 * health; the supervisor runs it again after a growing pause, so a task holds no state that a restart would lose.
 */
@FunctionalInterface
public interface Task {
    void run() throws Exception;
}
