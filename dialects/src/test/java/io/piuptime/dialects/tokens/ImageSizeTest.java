package io.piuptime.dialects.tokens;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.Random;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ImageSizeTest {
    @ParameterizedTest
    @ValueSource(strings = {"png", "jpg", "gif"})
    void reads_the_head_of_a_file(String format) throws IOException {
        assertThat(ImageSize.of(base64(file(format)))).contains(new ImageSize(321, 123));
    }

    @Test
    void reads_every_kind_of_webp() {
        assertThat(ImageSize.of(base64(webp("VP8 ", 26, 0x41, 0x01, 0x7b, 0x00))))
                .contains(new ImageSize(321, 123));
        assertThat(ImageSize.of(base64(webp("VP8L", 21, 0x40, 0x81, 0x1e, 0x00))))
                .contains(new ImageSize(321, 123));
        assertThat(ImageSize.of(base64(webp("VP8X", 24, 0x40, 0x01, 0x00, 0x7a, 0x00, 0x00))))
                .contains(new ImageSize(321, 123));
    }

    @Test
    void what_is_cut_or_broken_or_no_image_has_no_size() throws IOException {
        assertThat(ImageSize.of("")).isEmpty();
        assertThat(ImageSize.of("not base64 ***")).isEmpty();
        assertThat(ImageSize.of(base64("plain text, and long enough for any head".getBytes(StandardCharsets.UTF_8))))
                .isEmpty();
        for (String format : new String[] {"png", "jpg", "gif"}) {
            assertThat(ImageSize.of(base64(Arrays.copyOf(file(format), 9)))).isEmpty();
        }
    }

    @Test
    void bytes_of_chance_are_no_fault() throws IOException {
        Random random = new Random(20_260_301);
        for (String format : new String[] {"png", "jpg", "gif"}) {
            byte[] whole = file(format);
            for (int i = 0; i < 2_000; i++) {
                byte[] spoiled = Arrays.copyOf(whole, 1 + random.nextInt(whole.length));
                spoiled[random.nextInt(spoiled.length)] = (byte) random.nextInt();
                ImageSize.of(base64(spoiled))
                        .ifPresent(size -> assertThat(size.width()).isPositive());
            }
        }
    }

    private static byte[] webp(String kind, int at, int... bytes) {
        byte[] file = new byte[32];
        System.arraycopy("RIFF".getBytes(StandardCharsets.US_ASCII), 0, file, 0, 4);
        System.arraycopy(("WEBP" + kind).getBytes(StandardCharsets.US_ASCII), 0, file, 8, 8);
        for (int i = 0; i < bytes.length; i++) {
            file[at + i] = (byte) bytes[i];
        }
        return file;
    }

    private static byte[] file(String format) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ImageIO.write(new BufferedImage(321, 123, BufferedImage.TYPE_INT_RGB), format, out);
        return out.toByteArray();
    }

    private static String base64(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }
}
