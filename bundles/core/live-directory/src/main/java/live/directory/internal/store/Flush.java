// SPDX-License-Identifier: Apache-2.0
package live.directory.internal.store;

import java.sql.SQLException;
import javax.persistence.EntityManager;
import javax.persistence.OptimisticLockException;
import javax.persistence.PersistenceException;
import live.lib.sql.DatabaseException;

/** Writing what was changed, and what may come of it. */
final class Flush {
    private Flush() {}

    /**
     * Writes now; false if somebody was faster: there is another version, a key is taken, or what is referred to is
     * gone. The transaction can only be rolled back then.
     */
    static boolean succeeds(EntityManager em) {
        try {
            em.flush();
            return true;
        } catch (OptimisticLockException e) {
            em.getTransaction().setRollbackOnly();
            return false;
        } catch (PersistenceException e) {
            if (failure(e) instanceof DatabaseException database && database.badData()) {
                em.getTransaction().setRollbackOnly();
                return false;
            }
            throw e;
        }
    }

    /** What the database said; the failure itself if it said nothing. */
    static RuntimeException failure(PersistenceException failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException sql) {
                return new DatabaseException(sql);
            }
        }
        return failure;
    }
}
