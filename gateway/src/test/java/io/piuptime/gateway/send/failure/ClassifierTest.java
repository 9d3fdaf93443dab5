package io.piuptime.gateway.send.failure;

import static org.assertj.core.api.Assertions.assertThat;

import io.piuptime.gateway.ErrorWords;
import io.piuptime.gateway.health.Fault;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ClassifierTest {
    @ParameterizedTest
    @CsvSource({
        "400, REQUEST",
        "401, CREDENTIAL",
        "402, MONEY",
        "403, CREDENTIAL",
        "404, UNKNOWN_MODEL",
        "405, REQUEST",
        "408, SERVER",
        "413, CONTEXT_LENGTH",
        "422, REQUEST",
        "424, SERVER",
        "429, RATE",
        "498, OVERLOADED",
        "500, SERVER",
        "502, SERVER",
        "503, SERVER",
        "504, SERVER",
        "529, OVERLOADED",
        "599, SERVER"
    })
    void a_status_says_what_it_can_where_there_are_no_words(int status, Fault fault) {
        assertThat(Classifier.fault(status, ErrorWords.NONE, false)).isEqualTo(fault);
    }

    @Test
    void a_503_that_says_when_to_come_back_is_an_overload() {
        assertThat(Classifier.fault(503, ErrorWords.NONE, true)).isEqualTo(Fault.OVERLOADED);
        assertThat(Classifier.fault(500, ErrorWords.NONE, true)).isEqualTo(Fault.SERVER);
    }

    @ParameterizedTest(name = "{0} with {1}: {2}")
    @CsvSource({
        "429, insufficient_quota, MONEY",
        "429, billing_not_active, MONEY",
        "400, credit_balance_exhausted, MONEY",
        "400, context_length_exceeded, CONTEXT_LENGTH",
        "400, string_above_max_length, CONTEXT_LENGTH",
        "400, content_filter, CONTENT",
        "403, content_policy_violation, CONTENT",
        "400, responsibleaipolicyviolation, CONTENT",
        "400, api_key_invalid, CREDENTIAL",
        "400, model_not_found, UNKNOWN_MODEL",
        "403, model_not_found, UNKNOWN_MODEL",
        "401, invalid_api_key, CREDENTIAL",
        "400, throttlingexception, RATE",
        "400, servicequotaexceededexception, RATE",
        "500, rate_limit_exceeded, RATE",
        "400, overloaded_error, OVERLOADED",
        "500, overloaded_error, OVERLOADED",
        "503, server_is_overloaded, OVERLOADED",
        "500, server_error, SERVER",
        "400, invalid_request_error, REQUEST"
    })
    void a_word_says_more_than_its_status(int status, String word, Fault fault) {
        assertThat(Classifier.fault(status, said(word, ""), false)).isEqualTo(fault);
    }

    @ParameterizedTest(name = "{0} \"{1}\": {2}")
    @CsvSource({
        "400, Your credit balance is too low to access the Anthropic API., MONEY",
        "400, You have reached your specified API usage limits., MONEY",
        "429, You have reached the monthly SPEND LIMIT of your tier., MONEY",
        "403, Your newly created team doesn't have any credits yet., MONEY",
        "400, prompt is too long: 210000 tokens > 200000 maximum, CONTEXT_LENGTH",
        "400, The input token count (9) exceeds the maximum number of tokens allowed (8)., CONTEXT_LENGTH",
        "400, too many tokens: the prompt cannot exceed 4081, CONTEXT_LENGTH",
        "403, Your model requires moderation and your input was flagged for violence., CONTENT",
        "403, You don't have access to the model with the specified model ID., UNKNOWN_MODEL",
        "403, Project `p` does not have access to model `m`, UNKNOWN_MODEL",
        "400, The provided model identifier is invalid., UNKNOWN_MODEL",
        "400, User location is not supported for the API use., UNKNOWN_MODEL",
        "400, Incorrect API key provided: xa***, CREDENTIAL",
        "500, the context window service is down, SERVER",
        "429, the maximum context length of all requests in this minute, RATE"
    })
    void a_message_says_what_the_words_do_not(int status, String message, Fault fault) {
        assertThat(Classifier.fault(status, said("", message), false)).isEqualTo(fault);
    }

    @Test
    void googles_quota_for_a_minute_is_no_matter_of_money() {
        String message = "You exceeded your current quota, please check your plan and billing details.";

        assertThat(Classifier.fault(429, said("resource_exhausted", message), true))
                .isEqualTo(Fault.RATE);
        assertThat(Classifier.fault(429, said("insufficient_quota", message), true))
                .isEqualTo(Fault.MONEY);
        assertThat(Classifier.fault(429, said("", message), true)).isEqualTo(Fault.MONEY);
    }

    @ParameterizedTest
    @ValueSource(ints = {401, 402, 403, 404, 408, 413, 424, 429, 498, 500, 501, 502, 503, 504, 520, 529})
    void no_status_of_a_provider_in_trouble_is_ever_the_callers_mistake(int status) {
        for (String word : Set.of("", "invalid_request_error", "bad_request", "unknown", "error")) {
            assertThat(Classifier.fault(status, said(word, "invalid request"), false))
                    .as(word)
                    .isNotEqualTo(Fault.REQUEST);
        }
    }

    private static ErrorWords said(String words, String message) {
        Set<String> all =
                Arrays.stream(words.split(" ")).filter(word -> !word.isEmpty()).collect(Collectors.toSet());
        return new ErrorWords(all, message, "");
    }
}
