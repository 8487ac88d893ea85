// SPDX-License-Identifier: Apache-2.0
package live.channel.tck;

import java.net.URL;
import java.net.URLClassLoader;
import java.util.Arrays;
import java.util.stream.Stream;

/**
 * Loads a channel and its tests anew, as the framework does with each life of a bundle; everything else is the same as
 * ever.
 */
final class OwnClasses extends URLClassLoader {
    /** Classes that come from where these come from are loaded anew. */
    OwnClasses(Class<?>... samples) {
        super(places(samples), samples[0].getClassLoader());
    }

    private static URL[] places(Class<?>... samples) {
        return Stream.of(samples)
                .map(sample -> sample.getProtectionDomain().getCodeSource().getLocation())
                .distinct()
                .toArray(URL[]::new);
    }

    /** The same class in this life. */
    <T> Class<? extends T> again(Class<T> kind, Class<?> sample) throws ClassNotFoundException {
        return loadClass(sample.getName()).asSubclass(kind);
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
        synchronized (getClassLoadingLock(name)) {
            Class<?> loaded = findLoadedClass(name);
            if (loaded != null) {
                return loaded;
            }
            if (findResource(name.replace('.', '/') + ".class") == null) {
                return super.loadClass(name, resolve);
            }
            return findClass(name);
        }
    }

    @Override
    public String toString() {
        return "classes of " + Arrays.toString(getURLs());
    }
}
