package io.piuptime.app.run;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;

/** The version of this build, written by the build. */
public final class Version {
    private Version() {}

    public static String current() {
        try (InputStream file = Version.class.getResourceAsStream("/piup-version.properties")) {
            Properties properties = new Properties();
            if (file != null) {
                properties.load(file);
            }
            return properties.getProperty("version", "development");
        } catch (IOException e) {
            throw new UncheckedIOException("piup-version.properties cannot be read", e);
        }
    }
}
