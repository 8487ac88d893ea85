// SPDX-License-Identifier: Apache-2.0
package live.store.internal.database;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.annotation.Annotation;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import live.core.health.Health;
import live.core.store.Database;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceRegistration;

class ExternalDatabaseTest {
    private static final String ADDRESS = "jdbc:postgresql://db.example.org/live";

    @TempDir
    Path folder;

    private final List<Database> published = new ArrayList<>();

    private record Given(String url, String user, String password, String passwordFile, int directPoolSize)
            implements StoreSettings {
        @Override
        public Class<? extends Annotation> annotationType() {
            return StoreSettings.class;
        }
    }

    @Test
    void takes_the_password_from_a_file() throws Exception {
        Path file = Files.writeString(folder.resolve("password"), "in a file\n");

        assertThat(database("", file.toString()).check()).isEqualTo(Health.OK);

        assertThat(published).singleElement().satisfies(database -> assertThat(database.password())
                .isEqualTo("in a file"));
    }

    @Test
    void refuses_a_password_that_everybody_in_the_shell_would_see() {
        Health health = database("plain", "").check();

        assertThat(health.state()).isEqualTo(Health.State.DOWN);
        assertThat(health.code()).isEqualTo("store.password.plain");
        assertThat(health.message()).contains("passwordFile").doesNotContain("= plain");
        assertThat(published).isEmpty();
    }

    @Test
    void says_that_the_file_cannot_be_read() {
        assertThat(database("", folder.resolve("missing").toString()).check().code())
                .isEqualTo("store.password.unreadable");
        assertThat(published).isEmpty();
    }

    private ExternalDatabase database(String password, String passwordFile) {
        BundleContext context = (BundleContext) Proxy.newProxyInstance(
                ExternalDatabaseTest.class.getClassLoader(),
                new Class<?>[] {BundleContext.class},
                (proxy, method, arguments) -> {
                    published.add((Database) arguments[1]);
                    return Proxy.newProxyInstance(
                            ExternalDatabaseTest.class.getClassLoader(),
                            new Class<?>[] {ServiceRegistration.class},
                            (registration, call, none) -> null);
                });
        return new ExternalDatabase(context, new Given(ADDRESS, "live", password, passwordFile, 4));
    }
}
