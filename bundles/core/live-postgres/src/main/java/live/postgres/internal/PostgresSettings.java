// SPDX-License-Identifier: Apache-2.0
package live.postgres.internal;

/** Configuration of the embedded server: {@code etc/live.postgres.cfg}. */
@interface PostgresSettings {
    /** TCP port on loopback; 0: a free one, chosen at each start. */
    int port() default 0;

    /** Memory for cached pages; what is not used is not taken from the machine. */
    int sharedBuffersMegabytes() default 128;

    /** At most so many sessions at once. */
    int maxConnections() default 100;
}
