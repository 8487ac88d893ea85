// SPDX-License-Identifier: Apache-2.0
package live.core.store;

/**
 * Says that a module's tables exist and are of this version of the module.
 *
 * <p>Registered by the store with the property {@code module}, after the migrations of the bundle with the header {@code
 * Live-Migrations: <module>} ran, and gone with that bundle. Every component that touches the tables references it with
 * target {@code (module=<module>)}.
 */
public interface SchemaReady {
    /** The module, which is also the name of its database schema. */
    String module();
}
