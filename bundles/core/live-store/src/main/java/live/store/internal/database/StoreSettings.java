// SPDX-License-Identifier: Apache-2.0
package live.store.internal.database;

/** Configuration of the store: {@code etc/live.store.cfg}. */
@interface StoreSettings {
    /** JDBC address of an external database; empty: the embedded server. */
    String url() default "";

    String user() default "";

    /** Refused: it would be shown. */
    String password() default "";

    /** A file that holds the password, as secret mounts and credential stores provide it. */
    String passwordFile() default "";

    /** Connections of the pool, at most. */
    int directPoolSize() default 32;
}
