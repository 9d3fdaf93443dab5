package io.piuptime.dialects.sign;

import io.piuptime.dialects.sign.TokenExchange.Answer;
import io.piuptime.dialects.sign.TokenExchange.Ask;
import io.piuptime.model.catalog.Secret;
import java.io.IOException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Fetches a token from an OAuth 2.0 token endpoint (RFC 6749 §5). */
final class OAuthReply {
    private static final int OK = 200;
    /** Longer lives are not believed: nobody gives them. */
    private static final long MAX_SECONDS = 86_400 * 30L;

    /** Microsoft says what is wrong by numbers, and only in a text. */
    private static final Pattern ENTRA_NUMBER = Pattern.compile("AADSTS[0-9]{1,9}");

    private OAuthReply() {}

    static Expiring<Secret> fetch(Ask ask, TokenExchange exchange, InstantSource clock) {
        Instant asked = clock.instant();
        Answer answer;
        try {
            answer = exchange.exchange(ask);
        } catch (IOException e) {
            throw new NoCredentialsException("token from " + ask.uri().getHost() + ": no answer", e);
        }
        Optional<JsonMembers> members = JsonMembers.read(answer.body());
        if (answer.status() != OK) {
            throw new NoCredentialsException("token from " + ask.uri().getHost() + ": status " + answer.status()
                    + members.map(OAuthReply::reason).orElse("") + " (expected: 200)");
        }
        Optional<String> token = members.flatMap(reply -> reply.text("access_token"));
        Optional<Long> seconds = members.flatMap(reply -> reply.count("expires_in"));
        if (token.isEmpty() || seconds.isEmpty()) {
            throw new NoCredentialsException("token from " + ask.uri().getHost()
                    + ": an answer without it (expected: access_token and expires_in)");
        }
        return new Expiring<>(new Secret(token.get()), asked.plusSeconds(Math.min(seconds.get(), MAX_SECONDS)));
    }

    /** The error's name and number. Its description is left out: it may quote what was sent. */
    private static String reason(JsonMembers members) {
        String name = members.text("error")
                .filter(error -> error.matches("[a-zA-Z_.-]{1,64}"))
                .map(error -> ", " + error)
                .orElse("");
        Matcher number = ENTRA_NUMBER.matcher(members.text("error_description").orElse(""));
        return number.find() ? name + ", " + number.group() : name;
    }
}
