package io.piuptime.app.config.condition;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.net.MalformedURLException;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.ToIntFunction;
import org.junit.jupiter.api.Test;

/** Nobody pays for a language that is not used. */
class LazyLibraryTest {
    private static final String PLAIN =
            "providers: {p: {base-url: 'http://p/v1'}}\nmodels: {m: {targets: [{provider: p}]}}\ndiscovery: {local: false}\n";

    @Test
    void nothing_of_the_library_is_loaded_without_a_condition() throws Exception {
        assertThat(loadedFor(PLAIN)).isEmpty();
    }

    @Test
    void it_is_loaded_with_the_first_condition() throws Exception {
        assertThat(loadedFor(PLAIN.replace("[{provider: p}]", "[{provider: p, when: request.stream}]")))
                .contains("dev.cel.compiler.CelCompilerFactory");
    }

    /** The classes of the library and of its own libraries that reading a configuration loads. */
    private static Queue<String> loadedFor(String yaml) throws Exception {
        Queue<String> loaded = new ConcurrentLinkedQueue<>();
        URL[] classPath = Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator, -1))
                .map(Path::of)
                .map(Path::toUri)
                .map(LazyLibraryTest::url)
                .toArray(URL[]::new);
        try (URLClassLoader loader = new URLClassLoader(classPath, ClassLoader.getPlatformClassLoader()) {
            @Override
            protected Class<?> findClass(String name) throws ClassNotFoundException {
                if (name.startsWith("dev.cel.") || name.startsWith("com.google.") || name.startsWith("org.antlr.")) {
                    loaded.add(name);
                }
                return super.findClass(name);
            }
        }) {
            Object compiling = loader.loadClass(Compiling.class.getName())
                    .getDeclaredConstructor()
                    .newInstance();
            @SuppressWarnings("unchecked") // it is one: this loader's and the test's function are the JDK's
            ToIntFunction<String> function = (ToIntFunction<String>) compiling;
            assertThat(function.applyAsInt(yaml)).isPositive();
        }
        return loaded;
    }

    private static URL url(URI uri) {
        try {
            return uri.toURL();
        } catch (MalformedURLException e) {
            throw new IllegalStateException(e);
        }
    }
}
