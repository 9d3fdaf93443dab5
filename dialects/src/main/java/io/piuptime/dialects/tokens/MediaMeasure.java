package io.piuptime.dialects.tokens;

import io.piuptime.model.chat.Part;
import io.piuptime.model.chat.Source;
import java.util.Locale;

/**
 * Tokens of what is no text, by the formulas that vendors publish. Where a size is not known, such as that of an image at an
 * address, a usual one is taken.
 */
final class MediaMeasure {
    /** What is sent most often: a picture of a screen or of a phone, made smaller. */
    private static final ImageSize USUAL = new ImageSize(1024, 1024);

    private static final int TILE = 512;
    private static final int PATCH = 32;
    private static final int GEMINI_TILE = 768;
    private static final int TOKENS_OF_A_GEMINI_TILE = 258;
    /** Of speech, as it is sent usually. */
    private static final int BYTES_A_SECOND = 16_000;

    private static final double BYTES_OF_A_TOKEN = 4;
    private static final int BYTES_OF_A_PAGE = 60_000;

    private MediaMeasure() {}

    static double of(Part.Media media, String model, Family family) {
        return switch (media.kind()) {
            case IMAGE -> image(media, Vocabulary.plain(model), family);
            case AUDIO -> seconds(media) * (family.isGoogles() ? 32 : 10);
            case VIDEO -> seconds(media) * 290;
            case FILE -> isText(media) ? bytes(media) / BYTES_OF_A_TOKEN : pages(media) * page(family);
        };
    }

    /** Whether a document is read as text, which is all but those that are shown page by page. */
    private static boolean isText(Part.Media media) {
        return media.source() instanceof Source.Inline inline
                && !inline.mediaType().isEmpty()
                && !inline.mediaType().endsWith("pdf");
    }

    private static double page(Family family) {
        if (family.isGoogles()) {
            return TOKENS_OF_A_GEMINI_TILE;
        }
        return family == Family.GPT ? 600 : 1_600;
    }

    private static double image(Part.Media media, String model, Family family) {
        ImageSize size = media.source() instanceof Source.Inline inline
                ? ImageSize.of(inline.data()).orElse(USUAL)
                : USUAL;
        return switch (family) {
            case GPT -> openAi(size, media.detail().orElse("auto").toLowerCase(Locale.ROOT), model);
            case CLAUDE, CLAUDE_4, CLAUDE_5 -> claude(size);
            case GEMINI, GEMINI_2_0 -> model.startsWith("gemini-3") ? 1_120 : gemini(size);
            default -> gemini(size);
        };
    }

    /** Tiles of 512 pixels at a price a tile, or patches of 32 at a multiple, by model. */
    private static double openAi(ImageSize size, String detail, String model) {
        if (model.startsWith("gpt-4.1-mini") || model.startsWith("gpt-5-mini")) {
            return patches(size) * 1.62;
        }
        if (model.startsWith("gpt-4.1-nano") || model.startsWith("gpt-5-nano")) {
            return patches(size) * 2.46;
        }
        if (model.startsWith("o4-mini")) {
            return patches(size) * 1.72;
        }
        int base = 85;
        int tile = 170;
        if (model.startsWith("gpt-4o-mini")) {
            base = 2_833;
            tile = 5_667;
        } else if (model.startsWith("gpt-5")) {
            base = 70;
            tile = 140;
        } else if (model.startsWith("o1") || model.startsWith("o3")) {
            base = 75;
            tile = 150;
        }
        if (detail.equals("low")) {
            return base;
        }
        double fit = Math.min(1, 2_048.0 / Math.max(size.width(), size.height()));
        double shortest = Math.min(size.width(), size.height()) * fit;
        double scale = fit * Math.min(1, 768 / shortest);
        return base + tile * Math.ceil(size.width() * scale / TILE) * Math.ceil(size.height() * scale / TILE);
    }

    private static double patches(ImageSize size) {
        return Math.min(1_536, Math.ceil(size.width() / (double) PATCH) * Math.ceil(size.height() / (double) PATCH));
    }

    private static double claude(ImageSize size) {
        double scale = Math.min(1, 1_568.0 / Math.max(size.width(), size.height()));
        return Math.min(1_600, size.width() * scale * size.height() * scale / 750);
    }

    private static double gemini(ImageSize size) {
        if (size.width() <= 384 && size.height() <= 384) {
            return TOKENS_OF_A_GEMINI_TILE;
        }
        double side = Math.max(1, Math.min(size.width(), size.height()) / 1.5);
        double crop = Math.clamp(side, 256, GEMINI_TILE);
        return TOKENS_OF_A_GEMINI_TILE * Math.ceil(size.width() / crop) * Math.ceil(size.height() / crop);
    }

    private static double seconds(Part.Media media) {
        return Math.max(1, bytes(media) / (double) BYTES_A_SECOND);
    }

    private static double pages(Part.Media media) {
        return Math.max(1, bytes(media) / (double) BYTES_OF_A_PAGE);
    }

    private static long bytes(Part.Media media) {
        return media.source() instanceof Source.Inline inline ? inline.data().length() / 4L * 3 : 0;
    }
}
