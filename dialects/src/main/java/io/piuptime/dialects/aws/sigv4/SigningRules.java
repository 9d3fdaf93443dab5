package io.piuptime.dialects.aws.sigv4;

/**
 * Where services differ in how they want to be signed to.
 *
 * @param normalisePath whether dot segments and doubled slashes are resolved before signing
 * @param encodePath whether the path, encoded on the wire already, is encoded once more for signing
 * @param payloadHeader whether {@code X-Amz-Content-Sha256} is sent and signed
 * @param signToken whether the session token is covered by the signature, or only sent along with it
 */
public record SigningRules(boolean normalisePath, boolean encodePath, boolean payloadHeader, boolean signToken) {
    /** Bedrock, STS and almost all others. */
    public static final SigningRules USUAL = new SigningRules(true, true, false, true);

    /** S3, whose paths are names of objects. */
    public static final SigningRules S3 = new SigningRules(false, false, true, true);
}
