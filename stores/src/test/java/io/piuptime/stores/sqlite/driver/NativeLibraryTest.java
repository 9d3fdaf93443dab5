package io.piuptime.stores.sqlite.driver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.sqlite.util.LibraryLoaderUtil;

class NativeLibraryTest {
    @TempDir
    private Path folder;

    @Test
    void is_unpacked_once() throws IOException {
        NativeLibrary library = new NativeLibrary(folder);
        Path file = library.unpack();
        FileTime longAgo = FileTime.fromMillis(1_000_000);
        Files.setLastModifiedTime(file, longAgo);

        assertThat(library.unpack()).isEqualTo(file);

        assertThat(Files.getLastModifiedTime(file)).isEqualTo(longAgo);
        assertThat(names()).containsExactly(LibraryLoaderUtil.getNativeLibName());
    }

    @Test
    void a_file_that_is_cut_is_replaced() throws IOException {
        NativeLibrary library = new NativeLibrary(folder);
        Path file = library.unpack();
        byte[] whole = Files.readAllBytes(file);
        Files.write(file, new byte[100]);

        library.unpack();

        assertThat(file).hasBinaryContent(whole);
        assertThat(names()).hasSize(1);
    }

    @Test
    void a_file_of_the_same_length_that_differs_in_a_byte_is_replaced() throws IOException {
        NativeLibrary library = new NativeLibrary(folder);
        Path file = library.unpack();
        byte[] whole = Files.readAllBytes(file);
        byte[] other = whole.clone();
        other[whole.length / 2] ^= 1;
        Files.write(file, other);

        library.unpack();

        assertThat(file).hasBinaryContent(whole);
    }

    @Test
    void what_cannot_be_unpacked_leaves_nothing_half_done() throws IOException {
        Path inTheWay = folder.resolve(LibraryLoaderUtil.getNativeLibName());
        Files.createDirectories(inTheWay.resolve("a folder that is not empty"));

        assertThatThrownBy(() -> new NativeLibrary(folder).unpack()).isInstanceOf(IOException.class);

        assertThat(names()).containsExactly(LibraryLoaderUtil.getNativeLibName());
    }

    @Test
    void where_there_can_be_no_folder_nothing_is_installed() throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "a file where the folder should be");

        assertThatThrownBy(() -> new NativeLibrary(file).install()).isInstanceOf(IOException.class);
    }

    @Test
    @Timeout(60)
    void killed_processes_leave_one_library_and_no_more() throws Exception {
        Path libraries = folder.resolve("native");
        for (int kill = 0; kill < 2; kill++) {
            Process process = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "--enable-native-access=ALL-UNNAMED",
                            "-cp",
                            System.getProperty("java.class.path"),
                            DyingProcess.class.getName(),
                            folder.toString(),
                            libraries.toString())
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            try {
                assertThat(process.waitFor(25, TimeUnit.SECONDS)).isTrue();
                assertThat(process.exitValue()).isEqualTo(DyingProcess.STATUS);
            } finally {
                process.destroyForcibly();
            }
            assertThat(names(libraries)).containsExactly(LibraryLoaderUtil.getNativeLibName());
        }
    }

    private List<String> names() throws IOException {
        return names(folder);
    }

    private static List<String> names(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(Path::getFileName).map(Path::toString).toList();
        }
    }
}
