package io.piuptime.dialects.tokens;

import java.util.Base64;
import java.util.Optional;

/**
 * Width and height of an image, as the head of its file says.
 *
 * @param width in pixels
 * @param height in pixels
 */
record ImageSize(int width, int height) {
    /** Characters of base64 that are looked at: heads of photographs may hold a small picture of their own. */
    private static final int HEAD = 256 * 1024;

    /** The size of an image in base64; empty where it is in no known format or broken. */
    static Optional<ImageSize> of(String base64) {
        int length = Math.min(base64.length(), HEAD) / 4 * 4;
        byte[] bytes;
        try {
            bytes = Base64.getMimeDecoder().decode(base64.substring(0, length));
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
        return read(bytes).filter(size -> size.width > 0 && size.height > 0);
    }

    private static Optional<ImageSize> read(byte[] bytes) {
        if (starts(bytes, 0, "\u0089PNG") && bytes.length >= 24) {
            return Optional.of(new ImageSize(big(bytes, 16, 4), big(bytes, 20, 4)));
        }
        if (starts(bytes, 0, "GIF8") && bytes.length >= 10) {
            return Optional.of(new ImageSize(little(bytes, 6, 2), little(bytes, 8, 2)));
        }
        if (starts(bytes, 0, "RIFF") && starts(bytes, 8, "WEBPVP8") && bytes.length >= 30) {
            return webp(bytes);
        }
        return starts(bytes, 0, "\u00ff\u00d8") ? jpeg(bytes) : Optional.empty();
    }

    private static Optional<ImageSize> webp(byte[] bytes) {
        return switch (bytes[15]) {
            case ' ' -> Optional.of(new ImageSize(little(bytes, 26, 2) & 0x3fff, little(bytes, 28, 2) & 0x3fff));
            case 'L' -> {
                int bits = little(bytes, 21, 4);
                yield Optional.of(new ImageSize((bits & 0x3fff) + 1, ((bits >>> 14) & 0x3fff) + 1));
            }
            case 'X' -> Optional.of(new ImageSize(little(bytes, 24, 3) + 1, little(bytes, 27, 3) + 1));
            default -> Optional.empty();
        };
    }

    private static Optional<ImageSize> jpeg(byte[] bytes) {
        int at = 2;
        while (at + 9 < bytes.length && (bytes[at] & 0xff) == 0xff) {
            int marker = bytes[at + 1] & 0xff;
            boolean frame = marker >= 0xc0 && marker <= 0xcf && marker != 0xc4 && marker != 0xc8 && marker != 0xcc;
            if (frame) {
                return Optional.of(new ImageSize(big(bytes, at + 7, 2), big(bytes, at + 5, 2)));
            }
            at += 2 + Math.max(2, big(bytes, at + 2, 2));
        }
        return Optional.empty();
    }

    private static boolean starts(byte[] bytes, int at, String text) {
        if (bytes.length < at + text.length()) {
            return false;
        }
        for (int i = 0; i < text.length(); i++) {
            if ((bytes[at + i] & 0xff) != text.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    private static int big(byte[] bytes, int at, int length) {
        int value = 0;
        for (int i = 0; i < length; i++) {
            value = value << 8 | (bytes[at + i] & 0xff);
        }
        return value;
    }

    private static int little(byte[] bytes, int at, int length) {
        int value = 0;
        for (int i = length - 1; i >= 0; i--) {
            value = value << 8 | (bytes[at + i] & 0xff);
        }
        return value;
    }
}
