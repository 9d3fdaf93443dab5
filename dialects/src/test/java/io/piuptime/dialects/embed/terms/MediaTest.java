package io.piuptime.dialects.embed.terms;

import static org.assertj.core.api.Assertions.assertThat;

import io.piuptime.model.chat.Part;
import io.piuptime.model.chat.Source;
import io.piuptime.model.embed.EmbedInput;
import io.piuptime.model.exchange.Refusal;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class MediaTest {
    private static final Part TEXT = new Part.Text("a");
    private static final Part.Media IMAGE =
            new Part.Media(Part.Media.Kind.IMAGE, new Source.Inline("image/webp", "AAAA"));
    private static final Part.Media SOUND =
            new Part.Media(Part.Media.Kind.AUDIO, new Source.Inline("audio/wav", "AAAA"));

    @ParameterizedTest
    @CsvSource({
        "'data:image/png;base64,AAAA',  image/png,  AAAA",
        "'data:;base64,AAAA',           '',         AAAA",
        "'data:image/png;base64,',      image/png,  ''",
        "'data:image/svg+xml;charset=x;base64,AA', image/svg+xml;charset=x, AA"
    })
    void an_address_may_hold_the_image_itself(String url, String type, String data) {
        assertThat(Media.image(url)).isEqualTo(new Part.Media(Part.Media.Kind.IMAGE, new Source.Inline(type, data)));
    }

    @ParameterizedTest
    @CsvSource({"https://a.example/x.png", "'data:image/png,AAAA'", "'http://a.example/;base64,AA'", "''"})
    void every_other_address_is_one(String url) {
        assertThat(Media.image(url)).isEqualTo(new Part.Media(Part.Media.Kind.IMAGE, new Source.Link(url, "")));
    }

    @ParameterizedTest
    @MethodSource("parts")
    void an_image_has_an_address_and_nothing_else_does(Part part, Optional<String> url) {
        assertThat(Media.url(part)).isEqualTo(url);
    }

    private static Stream<Arguments> parts() {
        return Stream.of(
                Arguments.of(TEXT, Optional.empty()),
                Arguments.of(SOUND, Optional.empty()),
                Arguments.of(IMAGE, Optional.of("data:image/webp;base64,AAAA")),
                Arguments.of(
                        new Part.Media(Part.Media.Kind.IMAGE, new Source.Inline("", "AA")),
                        Optional.of("data:image/png;base64,AA")),
                Arguments.of(
                        new Part.Media(Part.Media.Kind.IMAGE, new Source.Link("https://a.example", "")),
                        Optional.of("https://a.example")),
                Arguments.of(new Part.Media(Part.Media.Kind.IMAGE, new Source.Plain("x")), Optional.empty()));
    }

    @ParameterizedTest
    @MethodSource("inputs")
    void words_are_what_is_nothing_but_words(EmbedInput input, Optional<String> words, boolean image) {
        assertThat(Media.words(input)).isEqualTo(words);
        assertThat(Media.loneImage(input).isPresent()).isEqualTo(image);
    }

    private static Stream<Arguments> inputs() {
        return Stream.of(
                Arguments.of(new EmbedInput.Text("a"), Optional.of("a"), false),
                Arguments.of(new EmbedInput.Text(""), Optional.of(""), false),
                Arguments.of(new EmbedInput.Tokens(List.of(1)), Optional.empty(), false),
                Arguments.of(new EmbedInput.Parts(List.of(TEXT)), Optional.of("a"), false),
                Arguments.of(new EmbedInput.Parts(List.of(TEXT, TEXT)), Optional.of("a\na"), false),
                Arguments.of(new EmbedInput.Parts(List.of(IMAGE)), Optional.empty(), true),
                Arguments.of(new EmbedInput.Parts(List.of(TEXT, IMAGE)), Optional.empty(), false),
                Arguments.of(new EmbedInput.Parts(List.of(SOUND)), Optional.empty(), false));
    }

    @Test
    void a_refusal_says_which_input_it_is_about() {
        assertThat(Media.refused(3, new EmbedInput.Tokens(List.of(1)), "text").refusal())
                .isEqualTo(new Refusal.BadRequest(
                        "input[3]: token ids (expected: text, which is what the model's provider takes)",
                        "unsupported_input",
                        "input[3]"));
        assertThat(Media.refused(0, new EmbedInput.Text("secret"), "one input").getMessage())
                .doesNotContain("secret");
    }
}
