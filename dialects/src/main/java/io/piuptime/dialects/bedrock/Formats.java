package io.piuptime.dialects.bedrock;

import io.piuptime.model.chat.Part.Media.Kind;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Bedrock's words for formats of media and the media types that they stand for. */
final class Formats {
    private static final Map<String, String> DOCUMENTS = Map.of(
            "pdf", "application/pdf",
            "csv", "text/csv",
            "doc", "application/msword",
            "docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
            "xls", "application/vnd.ms-excel",
            "xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            "html", "text/html",
            "txt", "text/plain",
            "md", "text/markdown");
    private static final Map<String, String> VIDEOS = Map.of(
            "mkv", "video/x-matroska",
            "mov", "video/quicktime",
            "flv", "video/x-flv",
            "wmv", "video/x-ms-wmv",
            "mpg", "video/mpg",
            "three_gp", "video/3gpp");
    private static final Map<String, String> AUDIOS = Map.of("mka", "audio/x-matroska", "mpeg", "audio/mpeg");
    private static final Map<String, String> ALIASES =
            Map.of("image/jpg", "jpeg", "audio/mp3", "mp3", "audio/x-wav", "wav", "audio/wave", "wav");

    private Formats() {}

    /** The media type of a format; empty if none was said. */
    static String mediaType(Kind kind, String format) {
        if (format.isEmpty()) {
            return "";
        }
        return table(kind).getOrDefault(format, family(kind) + format);
    }

    /** The format of a media type, or what a file's name ends with if that does not say. */
    static Optional<String> format(Kind kind, String mediaType, String title) {
        String type = mediaType.toLowerCase(Locale.ROOT).split(";", 2)[0].strip();
        for (Map.Entry<String, String> known : table(kind).entrySet()) {
            if (known.getValue().equals(type)) {
                return Optional.of(known.getKey());
            }
        }
        if (ALIASES.containsKey(type)) {
            return Optional.of(ALIASES.getOrDefault(type, ""));
        }
        if (type.startsWith(family(kind)) && (kind != Kind.FILE || !isDocumentsOwn(type))) {
            return Optional.of(type.substring(family(kind).length()));
        }
        String ending = title.substring(title.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
        return DOCUMENTS.containsKey(ending) && kind == Kind.FILE ? Optional.of(ending) : Optional.empty();
    }

    /** A type that says nothing of the format. */
    private static boolean isDocumentsOwn(String type) {
        return type.equals("application/octet-stream");
    }

    private static Map<String, String> table(Kind kind) {
        return switch (kind) {
            case FILE -> DOCUMENTS;
            case VIDEO -> VIDEOS;
            case AUDIO -> AUDIOS;
            case IMAGE -> Map.of();
        };
    }

    private static String family(Kind kind) {
        return switch (kind) {
            case FILE -> "application/";
            case VIDEO -> "video/";
            case AUDIO -> "audio/";
            case IMAGE -> "image/";
        };
    }
}
