// SPDX-License-Identifier: Apache-2.0
package live.store.internal.database;

/** Configuration of the store: {@code etc/live.store.cfg}. */
@interface StoreSettings {
    /** JDBC address of an external database; empty: the embedded server. */
    String url() default "";

    String user() default "";

    String password() default "";

    /** Connections of the plain pool, at most. */
    int directPoolSize() default 32;

    /** Connections of the transactional pool, at most. */
    int jpaPoolSize() default 16;
}
