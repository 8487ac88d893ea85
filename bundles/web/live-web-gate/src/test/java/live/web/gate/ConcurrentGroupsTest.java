// SPDX-License-Identifier: Apache-2.0
package live.web.gate;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;

class ConcurrentGroupsTest {
    @Test
    void nothing_that_arrives_at_once_is_lost() throws Exception {
        Object arrivals =
                new Woven().loadClass(Arrivals.class.getName()).getConstructor().newInstance();

        assertThat(((Callable<?>) arrivals).call()).isEqualTo(Arrivals.THREADS * Arrivals.EACH);
    }

    @Test
    void only_the_map_is_exchanged() throws IOException {
        byte[] before = Woven.bytes(ConcurrentGroups.CLASS);

        byte[] after = ConcurrentGroups.guarded(before);

        assertThat(new String(after, java.nio.charset.StandardCharsets.ISO_8859_1))
                .contains("java/util/concurrent/ConcurrentHashMap")
                .doesNotContain("java/util/HashMap");
        assertThat(ConcurrentGroups.guarded(after)).isEqualTo(after);
    }

    /** Loads the library and who uses it as the framework does, through the hook. */
    private static final class Woven extends ClassLoader {
        Woven() {
            super(ConcurrentGroupsTest.class.getClassLoader());
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            if (!name.startsWith("org.apache.aries.component.dsl") && !name.startsWith(Arrivals.class.getName())) {
                return super.loadClass(name, resolve);
            }
            Class<?> loaded = findLoadedClass(name);
            if (loaded != null) {
                return loaded;
            }
            try {
                byte[] bytes = bytes(name);
                byte[] woven = name.equals(ConcurrentGroups.CLASS) ? ConcurrentGroups.guarded(bytes) : bytes;
                return defineClass(name, woven, 0, woven.length);
            } catch (IOException e) {
                throw new ClassNotFoundException(name, e);
            }
        }

        static byte[] bytes(String name) throws IOException {
            String resource = "/" + name.replace('.', '/') + ".class";
            try (InputStream in = ConcurrentGroupsTest.class.getResourceAsStream(resource)) {
                if (in == null) {
                    throw new IOException("no " + resource);
                }
                return in.readAllBytes();
            }
        }
    }
}
