package io.piuptime.dialects.embed.terms;

import io.piuptime.model.chat.Part;
import io.piuptime.model.chat.Source;
import io.piuptime.model.embed.EmbedInput;
import io.piuptime.model.exchange.Refusal;
import io.piuptime.model.exchange.RefusedException;
import java.util.List;
import java.util.Optional;

/** Images and texts as inputs. */
public final class Media {
    private static final String BASE64 = ";base64,";

    private Media() {}

    /** An image at an address, which may be one that holds the data itself. */
    public static Part image(String url) {
        int comma = url.indexOf(BASE64);
        Source source = url.startsWith("data:") && comma > 0
                ? new Source.Inline(url.substring("data:".length(), comma), url.substring(comma + BASE64.length()))
                : new Source.Link(url, "");
        return new Part.Media(Part.Media.Kind.IMAGE, source);
    }

    /** The address of an image, if it has one. */
    public static Optional<String> url(Part part) {
        if (!(part instanceof Part.Media media) || media.kind() != Part.Media.Kind.IMAGE) {
            return Optional.empty();
        }
        return switch (media.source()) {
            case Source.Inline inline -> Optional.of("data:" + type(inline) + BASE64 + inline.data());
            case Source.Link link -> Optional.of(link.url());
            case Source.Held _, Source.Plain _ -> Optional.empty();
        };
    }

    public static String type(Source.Inline inline) {
        return inline.mediaType().isEmpty() ? "image/png" : inline.mediaType();
    }

    /** The only part, if it is an image. */
    public static Optional<Part.Media> loneImage(EmbedInput input) {
        return input instanceof EmbedInput.Parts several
                        && several.parts().size() == 1
                        && several.parts().getFirst() instanceof Part.Media media
                        && media.kind() == Part.Media.Kind.IMAGE
                ? Optional.of(media)
                : Optional.empty();
    }

    /** The words of an input that is nothing else: several texts are joined by line feeds. */
    public static Optional<String> words(EmbedInput input) {
        return switch (input) {
            case EmbedInput.Text text -> Optional.of(text.text());
            case EmbedInput.Tokens _ -> Optional.empty();
            case EmbedInput.Parts several -> words(several.parts());
        };
    }

    private static Optional<String> words(List<Part> parts) {
        StringBuilder words = new StringBuilder();
        for (Part part : parts) {
            if (!(part instanceof Part.Text text)) {
                return Optional.empty();
            }
            words.append(words.isEmpty() ? "" : "\n").append(text.text());
        }
        return parts.isEmpty() ? Optional.empty() : Optional.of(words.toString());
    }

    /** The refusal of an input that a format has no word for. */
    public static RefusedException refused(int index, EmbedInput input, String expected) {
        String found = switch (input) {
            case EmbedInput.Text _ -> "text";
            case EmbedInput.Tokens _ -> "token ids";
            case EmbedInput.Parts _ -> "media";
        };
        String path = "input[" + index + "]";
        return new RefusedException(new Refusal.BadRequest(
                path + ": " + found + " (expected: " + expected + ", which is what the model's provider takes)",
                "unsupported_input",
                path));
    }
}
