package io.piuptime.dialects.tokens;

import static org.assertj.core.api.Assertions.assertThat;

import com.knuddels.jtokkit.api.EncodingType;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TextMeasureTest {
    private static final Percentage NEAR = Percentage.withPercentage(40);

    private final Vocabulary vocabulary = new Vocabulary();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "The gateway takes an exchange from a caller, and sends it to a target. Between the two it learns as "
                        + "much as it needs and changes as little as it can.",
                "Der Vermittler nimmt eine Anfrage entgegen und schickt sie an ein Ziel. Dazwischen lernt er so viel wie "
                        + "nötig und ändert so wenig wie möglich.",
                "La passerelle reçoit une requête et l'envoie à une cible. Entre les deux, elle apprend ce qu'il faut et "
                        + "change le moins possible.",
                "public static void main(String[] args) {\n    System.out.println(args.length + 1);\n}\n",
                "{\"type\":\"object\",\"properties\":{\"city\":{\"type\":\"string\"},\"days\":{\"type\":"
                        + "\"integer\"}},\"required\":[\"city\"]}",
                "2026-03-01 12:30:45.123 17 of 512 (3.3 %)",
                "Шлюз принимает запрос от клиента и отправляет его поставщику. Между ними он узнаёт только то, что нужно.",
                "Η πύλη δέχεται ένα αίτημα και το στέλνει σε έναν πάροχο.",
                "البوابة تستقبل الطلب من العميل وترسله إلى المزود.",
                "השער מקבל בקשה מהלקוח ושולח אותה לספק.",
                "गेटवे ग्राहक से अनुरोध लेता है और उसे प्रदाता को भेजता है।",
                "网关接收调用者的请求,并将其发送给目标。它只了解所需的内容,并尽可能少地改变。",
                "ゲートウェイは呼び出し元からリクエストを受け取り、プロバイダーに送信します。",
                "게이트웨이는 호출자로부터 요청을 받아 제공자에게 보냅니다."
            })
    void is_near_the_count_of_a_usual_vocabulary(String text) {
        double measured = new TextMeasure().add(text).tokens(1);

        assertThat(measured).isCloseTo((double) vocabulary.count(EncodingType.O200K_BASE, text), NEAR);
    }

    @Test
    void nothing_has_no_tokens() {
        assertThat(new TextMeasure().add("").tokens(1)).isZero();
    }

    @Test
    void only_foreign_scripts_weigh_more_where_they_are_foreign() {
        assertThat(new TextMeasure().add("plain words").tokens(2))
                .isEqualTo(new TextMeasure().add("plain words").tokens(1));
        assertThat(new TextMeasure().add("漢字").tokens(2))
                .isEqualTo(2 * new TextMeasure().add("漢字").tokens(1));
    }

    @Test
    void texts_add_up() {
        TextMeasure both = new TextMeasure().add("one two").add("three");

        assertThat(both.tokens(1))
                .isEqualTo(new TextMeasure().add("one two three").tokens(1));
    }
}
