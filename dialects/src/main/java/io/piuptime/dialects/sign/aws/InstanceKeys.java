package io.piuptime.dialects.sign.aws;

import io.piuptime.dialects.aws.sigv4.AwsCredentials;
import io.piuptime.dialects.sign.Expiring;
import io.piuptime.dialects.sign.NoCredentialsException;
import io.piuptime.dialects.sign.TokenExchange;
import io.piuptime.dialects.sign.TokenExchange.Ask;
import io.piuptime.gateway.Bytes;
import java.net.URI;
import java.util.Map;

/** The keys of the role that a machine at AWS runs with, from its metadata service (IMDSv2 only). */
final class InstanceKeys implements Expiring.Source<AwsCredentials> {
    private static final String WHO = "AWS keys of the instance";
    private static final String DEFAULT_SERVICE = "http://169.254.169.254";
    private static final String ROLES = "/latest/meta-data/iam/security-credentials/";
    /** Long enough for the questions that follow. */
    private static final String SESSION_SECONDS = "60";

    private final URI service;
    private final TokenExchange exchange;

    InstanceKeys(AwsEnvironment environment, TokenExchange exchange) {
        String text = environment.text("AWS_EC2_METADATA_SERVICE_ENDPOINT").orElse(DEFAULT_SERVICE);
        try {
            service = URI.create(text);
        } catch (IllegalArgumentException _) {
            throw new NoCredentialsException("AWS_EC2_METADATA_SERVICE_ENDPOINT: no address (expected: a URI)");
        }
        this.exchange = exchange;
    }

    @Override
    public Expiring<AwsCredentials> obtain() {
        Ask open = new Ask(
                "PUT",
                service.resolve("/latest/api/token"),
                Map.of("X-aws-ec2-metadata-token-ttl-seconds", SESSION_SECONDS),
                Bytes.EMPTY);
        String session = line(open, "[\\x21-\\x7e]{1,1024}");
        String role = line(get(ROLES, session), "[\\w+=,.@-]{1,128}");
        return KeysReply.read(KeysReply.body(get(ROLES + role, session), exchange, WHO), WHO);
    }

    private Ask get(String path, String session) {
        return Ask.get(service.resolve(path), Map.of("X-aws-ec2-metadata-token", session));
    }

    private String line(Ask ask, String pattern) {
        String text = KeysReply.body(ask, exchange, WHO).toString().strip();
        if (!text.matches(pattern)) {
            throw new NoCredentialsException(WHO + ": " + ask.uri().getPath() + " answered with " + text.length()
                    + " characters (expected: one line)");
        }
        return text;
    }
}
