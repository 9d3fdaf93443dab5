package io.piuptime.dialects.sign;

import io.piuptime.dialects.json.JsonText;
import io.piuptime.gateway.Bytes;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PublicKey;
import java.util.Base64;

/** A key file of a service account, made up with a key of its own. */
final class KeyFile {
    static final String TOKEN_URI = "https://oauth2.googleapis.com/token";

    private final KeyPair keys;

    KeyFile(String algorithm) throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance(algorithm);
        generator.initialize(algorithm.equals("RSA") ? 2048 : 256);
        keys = generator.generateKeyPair();
    }

    PublicKey publicKey() {
        return keys.getPublic();
    }

    String pem() {
        String base64 = Base64.getMimeEncoder(64, new byte[] {'\n'})
                .encodeToString(keys.getPrivate().getEncoded());
        return "-----BEGIN PRIVATE KEY-----\n" + base64 + "\n-----END PRIVATE KEY-----\n";
    }

    Bytes json() {
        return json("service_account", pem(), TOKEN_URI);
    }

    static Bytes json(String type, String pem, String tokenUri) {
        return Bytes.utf8("{\"type\":" + JsonText.quote(type) + ",\"project_id\":\"p-1\",\"private_key_id\":\"k-1\","
                + "\"private_key\":" + JsonText.quote(pem) + ",\"client_email\":\"me@p-1.iam.gserviceaccount.com\","
                + "\"token_uri\":" + JsonText.quote(tokenUri) + ",\"universe\":{\"x\":[1]}}");
    }
}
