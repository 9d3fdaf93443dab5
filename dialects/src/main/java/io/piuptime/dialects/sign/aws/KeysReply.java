package io.piuptime.dialects.sign.aws;

import io.piuptime.dialects.aws.sigv4.AwsCredentials;
import io.piuptime.dialects.sign.Expiring;
import io.piuptime.dialects.sign.JsonMembers;
import io.piuptime.dialects.sign.NoCredentialsException;
import io.piuptime.dialects.sign.TokenExchange;
import io.piuptime.dialects.sign.TokenExchange.Answer;
import io.piuptime.dialects.sign.TokenExchange.Ask;
import io.piuptime.gateway.Bytes;
import io.piuptime.model.catalog.Secret;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Optional;

/** What containers' and machines' own services answer with: keys as JSON. */
final class KeysReply {
    private static final int OK = 200;

    private KeysReply() {}

    static Expiring<AwsCredentials> read(Bytes json, String who) {
        Optional<JsonMembers> reply = JsonMembers.read(json);
        return keys(
                reply.flatMap(members -> members.text("AccessKeyId")),
                reply.flatMap(members -> members.text("SecretAccessKey")),
                reply.flatMap(members -> members.text("Token")),
                reply.flatMap(members -> members.text("Expiration")),
                who);
    }

    static Expiring<AwsCredentials> keys(
            Optional<String> id, Optional<String> secret, Optional<String> token, Optional<String> end, String who) {
        Optional<Instant> expires = end.flatMap(KeysReply::moment);
        if (id.isEmpty() || secret.isEmpty() || expires.isEmpty()) {
            throw new NoCredentialsException(
                    who + ": an answer without keys (expected: an id, its secret and until when they are good)");
        }
        AwsCredentials keys = new AwsCredentials(id.get(), new Secret(secret.get()), token.map(Secret::new));
        return new Expiring<>(keys, expires.get());
    }

    /** The body of a good answer. */
    static Bytes body(Ask ask, TokenExchange exchange, String who) {
        Answer answer;
        try {
            answer = exchange.exchange(ask);
        } catch (IOException e) {
            throw new NoCredentialsException(who + ": no answer", e);
        }
        if (answer.status() != OK) {
            throw new NoCredentialsException(who + ": status " + answer.status() + " (expected: 200)");
        }
        return answer.body();
    }

    private static Optional<Instant> moment(String text) {
        try {
            return Optional.of(Instant.parse(text));
        } catch (DateTimeException _) {
            return Optional.empty();
        }
    }
}
