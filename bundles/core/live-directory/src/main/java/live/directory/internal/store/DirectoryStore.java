// SPDX-License-Identifier: Apache-2.0
package live.directory.internal.store;

import java.sql.Connection;
import java.sql.SQLException;
import javax.persistence.PersistenceException;
import live.core.store.SchemaReady;
import live.lib.sql.DatabaseException;
import org.apache.aries.jpa.template.JpaTemplate;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Transactions on the tables of this module. Thread-safe. */
@Component(service = DirectoryStore.class)
public final class DirectoryStore {
    private final JpaTemplate jpa;

    /**
     * One transaction, of one thread.
     *
     * @param connection its connection, for what others write in it
     */
    public record Transaction(Staff staff, Groups groups, Calendars calendars, Connection connection) {}

    /** What is done in a transaction. */
    @FunctionalInterface
    public interface Work<T> {
        T in(Transaction transaction) throws SQLException;
    }

    /** What is done in a transaction and answers nothing. */
    @FunctionalInterface
    public interface Act {
        void in(Transaction transaction) throws SQLException;
    }

    @Activate
    public DirectoryStore(
            @Reference(target = "(osgi.unit.name=directory)") JpaTemplate jpa,
            @Reference(target = "(module=directory)") SchemaReady schema) {
        this.jpa = jpa;
    }

    /**
     * Works in one transaction, which is rolled back when the work throws. It has to, when it is told that somebody was
     * faster.
     *
     * @throws DatabaseException if the database fails
     */
    public <T> T work(Work<T> work) {
        try {
            return jpa.txExpr(em -> {
                Connection connection = em.unwrap(Connection.class);
                try {
                    T result = work.in(new Transaction(
                            new Staff(em), new Groups(em, connection), new Calendars(connection), connection));
                    if (em.getTransaction().getRollbackOnly()) {
                        throw new IllegalStateException("goes on after it failed");
                    }
                    // Here, not in the commit: Aries reports a failure there as a failed rollback, too.
                    em.flush();
                    return result;
                } catch (SQLException e) {
                    throw new DatabaseException(e);
                }
            });
        } catch (PersistenceException e) {
            throw Flush.failure(e);
        }
    }

    /** As {@link #work}, for work that answers nothing. */
    public void act(Act act) {
        this.<Boolean>work(transaction -> {
            act.in(transaction);
            return Boolean.TRUE;
        });
    }
}
