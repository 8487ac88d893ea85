// SPDX-License-Identifier: Apache-2.0
package live.routing.internal;

import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import live.core.LiveException;
import live.core.cluster.NodeId;
import live.lib.router.Outcome;
import live.lib.router.View;
import live.routing.internal.store.FencedLog;
import org.jspecify.annotations.Nullable;

/**
 * What a process is while another one holds the domain: it follows in steps, as the product does on its thread, shows its
 * agents what it reads, and passes on what they want.
 */
final class Onlooker implements Follower.Side {
    private final Storm storm;
    private final FencedLog log;
    private final Runnable wake;
    private final Follower follower;
    private Follower.@Nullable Watch watch;

    Onlooker(Storm storm, FencedLog log, Companions companions, Runnable wake) {
        this.storm = storm;
        this.log = log;
        this.wake = wake;
        follower = new Follower(
                Storm.TENANT,
                log,
                companions,
                this,
                storm.random.nextLong(1, Long.MAX_VALUE),
                () -> storm.now() * 1_000_000);
    }

    /** Looks once; answers the domain if it has become this process's. */
    Optional<Follower.Taken> look() throws SQLException {
        try {
            Follower.Watch current = current();
            Optional<Follower.Taken> taken = current.look(RoutingDomain.LEASE, RoutingDomain.NOTICEABLE);
            long known = current.following().sequence();
            if (taken.isPresent()) {
                watch = null;
            }
            storm.checkCopy(known, current.following().engine());
            return taken;
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        } catch (LiveException e) {
            throw new AssertionError("whoever takes over knows all that was committed", e);
        } catch (SQLException | RuntimeException e) {
            end();
            throw e;
        }
    }

    private Follower.Watch current() {
        Follower.Watch current = watch;
        if (current == null) {
            current = follower.new Watch(new Recovery(log, Storm.TENANT));
            watch = current;
        }
        return current;
    }

    private void end() {
        Follower.Watch current = watch;
        if (current != null) {
            current.end();
            watch = null;
        }
    }

    /** Passes it on, if this process knows yet what there is. */
    void take(Message.Command command) {
        Follower.Watch current = watch;
        if (current == null) {
            command.fail(RoutingDomain.unavailable());
        } else {
            storm.happens("passed on");
            current.add(List.of(command));
            wake.run();
        }
    }

    /** The other one is heard of no longer. */
    void left(NodeId other) {
        follower.left(other);
    }

    @Override
    public void take(List<Message> messages, long waitMillis) {
        throw new UnsupportedOperationException("what comes is given");
    }

    @Override
    public void ask(Message.Question<?> question, View view) {
        throw new UnsupportedOperationException("nobody asks");
    }

    @Override
    public void show(View view, Touched touched, long sequence, List<Turn.Answer<Outcome>> answers) {
        touched.take()
                .forEach(agent -> Worker.Desk.of(view, agent, sequence).ifPresent(desk -> storm.tell(agent, desk)));
        answers.forEach(Turn.Answer::give);
    }

    @Override
    public void reachable(boolean reachable) {
        // Who cannot be reached does not answer, and what waits for him is refused after a while.
    }

    @Override
    public void wake() {
        wake.run();
    }
}
