package io.piuptime.dialects.sign;

import io.piuptime.gateway.Bytes;
import io.piuptime.model.catalog.Secret;
import java.net.URI;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.Optional;

/** An account of a program at Google, as the key file says it. */
public final class GoogleServiceAccount {
    private static final String DEFAULT_TOKEN_URI = "https://oauth2.googleapis.com/token";
    private static final String BEGIN = "-----BEGIN PRIVATE KEY-----";
    private static final String END = "-----END PRIVATE KEY-----";

    private final String email;
    private final Optional<String> keyId;
    private final Optional<String> project;
    private final URI tokenUri;
    private final PrivateKey key;

    private GoogleServiceAccount(JsonMembers file) {
        email = required(file, "client_email");
        keyId = file.text("private_key_id");
        project = file.text("project_id");
        tokenUri = SecureUri.of("token_uri", file.text("token_uri").orElse(DEFAULT_TOKEN_URI));
        key = key(new Secret(required(file, "private_key")));
    }

    /** Reads a key file. */
    public static GoogleServiceAccount read(Bytes json) {
        JsonMembers file = JsonMembers.read(json)
                .orElseThrow(() -> new NoCredentialsException("service account: no JSON (expected: a key file)"));
        String type = file.text("type").orElse("");
        if (!type.equals("service_account")) {
            throw new NoCredentialsException("service account: another type of file (expected: service_account)");
        }
        return new GoogleServiceAccount(file);
    }

    public String email() {
        return email;
    }

    public Optional<String> keyId() {
        return keyId;
    }

    /** The project that the account belongs to, which need not be the one it is used in. */
    public Optional<String> project() {
        return project;
    }

    public URI tokenUri() {
        return tokenUri;
    }

    byte[] sign(byte[] content) {
        try {
            Signature signature = Signature.getInstance("SHA256withRSA");
            signature.initSign(key);
            signature.update(content);
            return signature.sign();
        } catch (GeneralSecurityException e) {
            throw new NoCredentialsException("service account: private_key does not sign", e);
        }
    }

    @Override
    public String toString() {
        return "GoogleServiceAccount[" + email + "]";
    }

    private static String required(JsonMembers file, String name) {
        return file.text(name)
                .orElseThrow(
                        () -> new NoCredentialsException("service account: without " + name + " (expected: a text)"));
    }

    private static PrivateKey key(Secret pem) {
        String text = pem.reveal().strip();
        try {
            if (text.startsWith(BEGIN) && text.endsWith(END)) {
                String base64 = text.substring(BEGIN.length(), text.length() - END.length());
                byte[] der = Base64.getMimeDecoder().decode(base64);
                return KeyFactory.getInstance("RSA").generatePrivate(new PKCS8EncodedKeySpec(der));
            }
        } catch (GeneralSecurityException | IllegalArgumentException _) {
            // the same as without the frame; the cause may show what was read
        }
        throw new NoCredentialsException("service account: private_key is none (expected: RSA in PKCS#8 PEM)");
    }
}
