// SPDX-License-Identifier: Apache-2.0
package live.test.postgres;

import java.util.Map;
import javax.persistence.EntityManager;
import javax.persistence.EntityManagerFactory;
import javax.persistence.Persistence;
import javax.sql.DataSource;
import org.apache.aries.jpa.template.EmConsumer;
import org.apache.aries.jpa.template.EmFunction;
import org.apache.aries.jpa.template.JpaTemplate;
import org.apache.aries.jpa.template.TransactionType;

/** A persistence unit of the class path with EclipseLink, as the container gives it to modules, but unwoven. */
public final class PersistenceUnit implements JpaTemplate {
    private final EntityManagerFactory factory;

    public PersistenceUnit(String name, DataSource source) {
        // With a name of its own: EclipseLink would lend the session that an earlier test opened on another database.
        this.factory = Persistence.createEntityManagerFactory(
                name,
                Map.of(
                        "javax.persistence.nonJtaDataSource",
                        source,
                        "eclipselink.session-name",
                        name + System.identityHashCode(source)));
    }

    @Override
    public <R> R txExpr(TransactionType type, EmFunction<R> code) {
        EntityManager em = factory.createEntityManager();
        try {
            em.getTransaction().begin();
            R result = code.apply(em);
            em.getTransaction().commit();
            return result;
        } finally {
            if (em.getTransaction().isActive()) {
                em.getTransaction().rollback();
            }
            em.close();
        }
    }

    @Override
    public void tx(TransactionType type, EmConsumer code) {
        txExpr(type, em -> {
            code.accept(em);
            return true;
        });
    }

    @Override
    public <R> R txExpr(EmFunction<R> code) {
        return txExpr(TransactionType.Required, code);
    }

    @Override
    public void tx(EmConsumer code) {
        tx(TransactionType.Required, code);
    }
}
