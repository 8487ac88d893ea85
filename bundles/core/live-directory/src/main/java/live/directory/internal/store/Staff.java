// SPDX-License-Identifier: Apache-2.0
package live.directory.internal.store;

import java.util.List;
import java.util.Optional;
import javax.persistence.EntityManager;
import javax.persistence.LockModeType;
import javax.persistence.TypedQuery;
import live.core.TenantId;
import live.core.UserId;
import live.directory.User;

/** Users with their teams and skills, in one transaction. */
public final class Staff {
    private static final String MATCHES =
            " and (lower(m.login) like :text escape '\\' or lower(m.name) like :text escape '\\'"
                    + " or lower(m.email) like :text escape '\\')";

    private final EntityManager em;

    Staff(EntityManager em) {
        this.em = em;
    }

    public List<User> all(TenantId tenant) {
        return users(em.createQuery("select m from Member m where m.tenant = :tenant", Member.class)
                .setParameter("tenant", tenant.value()));
    }

    public Optional<User> find(TenantId tenant, UserId id) {
        return member(tenant, id).map(Member::user);
    }

    public Optional<User> byLogin(TenantId tenant, String login) {
        return users(em.createQuery(
                                "select m from Member m where m.tenant = :tenant and m.login = :login", Member.class)
                        .setParameter("tenant", tenant.value())
                        .setParameter("login", login))
                .stream()
                .findFirst();
    }

    /** Users whose login, name or address holds the text, by login, from after a login on. */
    public List<User> search(TenantId tenant, String text, String after, int limit) {
        return users(em.createQuery(
                        "select m from Member m where m.tenant = :tenant" + MATCHES
                                + " and m.login > :after order by m.login",
                        Member.class)
                .setParameter("tenant", tenant.value())
                .setParameter("text", pattern(text))
                .setParameter("after", after)
                .setMaxResults(limit));
    }

    public long count(TenantId tenant, String text) {
        return em.createQuery("select count(m) from Member m where m.tenant = :tenant" + MATCHES, Long.class)
                .setParameter("tenant", tenant.value())
                .setParameter("text", pattern(text))
                .getSingleResult();
    }

    /** Adds a user; false if the id or the login is taken. */
    public boolean add(User user) {
        if (member(user.tenant(), user.id()).isPresent()
                || byLogin(user.tenant(), user.login()).isPresent()) {
            return false;
        }
        em.persist(Member.of(user));
        return Flush.succeeds(em);
    }

    /** Changes a user, if his version is still that of the given one. */
    public boolean change(User user) {
        Optional<Member> member = member(user.tenant(), user.id()).filter(found -> found.version == user.version());
        member.ifPresent(found -> {
            em.lock(found, LockModeType.OPTIMISTIC_FORCE_INCREMENT);
            found.take(user);
        });
        return member.isPresent() && Flush.succeeds(em);
    }

    /** Changes the language somebody works in, whatever else changes. */
    public void locale(TenantId tenant, UserId id, String locale) {
        em.createQuery("update Member m set m.locale = :locale, m.version = m.version + 1"
                        + " where m.tenant = :tenant and m.id = :id")
                .setParameter("locale", locale)
                .setParameter("tenant", tenant.value())
                .setParameter("id", id.value())
                .executeUpdate();
    }

    private Optional<Member> member(TenantId tenant, UserId id) {
        return Optional.ofNullable(em.find(Member.class, new Key(tenant.value(), id.value())));
    }

    private static List<User> users(TypedQuery<Member> query) {
        return query.getResultStream().map(Member::user).toList();
    }

    private static String pattern(String text) {
        return "%"
                + text.toLowerCase(java.util.Locale.ROOT)
                        .replace("\\", "\\\\")
                        .replace("%", "\\%")
                        .replace("_", "\\_") + "%";
    }
}
