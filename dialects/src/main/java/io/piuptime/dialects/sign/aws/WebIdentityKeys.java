package io.piuptime.dialects.sign.aws;

import io.piuptime.dialects.aws.sigv4.AwsCredentials;
import io.piuptime.dialects.sign.Expiring;
import io.piuptime.dialects.sign.NoCredentialsException;
import io.piuptime.dialects.sign.TokenExchange;
import io.piuptime.dialects.sign.TokenExchange.Ask;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;

/** The keys of a role that a pod's own token is exchanged for (AssumeRoleWithWebIdentity). */
final class WebIdentityKeys implements Expiring.Source<AwsCredentials> {
    static final String TOKEN_FILE = "AWS_WEB_IDENTITY_TOKEN_FILE";
    static final String ROLE = "AWS_ROLE_ARN";

    private static final String WHO = "AWS keys for the web identity";

    private final AwsEnvironment environment;
    private final TokenExchange exchange;

    WebIdentityKeys(AwsEnvironment environment, TokenExchange exchange) {
        this.environment = environment;
        this.exchange = exchange;
    }

    @Override
    public Expiring<AwsCredentials> obtain() {
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("Action", "AssumeRoleWithWebIdentity");
        fields.put("Version", "2011-06-15");
        fields.put("RoleArn", environment.text(ROLE).orElse(""));
        fields.put("RoleSessionName", environment.text("AWS_ROLE_SESSION_NAME").orElse("piup"));
        // read anew each time: the file is replaced before its token ends
        fields.put(
                "WebIdentityToken",
                environment
                        .file(TOKEN_FILE)
                        .map(file -> AwsEnvironment.read(file, TOKEN_FILE).strip())
                        .orElse(""));
        return StsReply.read(KeysReply.body(Ask.form(service(), fields), exchange, WHO), WHO);
    }

    private URI service() {
        String region = environment.region().orElse("");
        if (!region.matches("[a-z0-9-]{0,64}")) {
            throw new NoCredentialsException("AWS_REGION: no region (expected: one like eu-west-1)");
        }
        String suffix = region.startsWith("cn-") ? ".amazonaws.com.cn" : ".amazonaws.com";
        return URI.create("https://sts" + (region.isEmpty() ? "" : "." + region) + suffix + "/");
    }
}
