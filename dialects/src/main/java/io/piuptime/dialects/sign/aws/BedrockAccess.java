package io.piuptime.dialects.sign.aws;

import io.piuptime.dialects.aws.sigv4.AwsCredentials;
import io.piuptime.dialects.sign.Refreshed;
import io.piuptime.model.catalog.Secret;

/** How requests to Bedrock show that they may. */
public sealed interface BedrockAccess {
    /** By a key of Bedrock's own, sent along. */
    record Bearer(Secret key) implements BedrockAccess {}

    /** By a signature. */
    record Signed(Refreshed<AwsCredentials> keys) implements BedrockAccess {}
}
