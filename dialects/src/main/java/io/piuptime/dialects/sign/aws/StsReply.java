package io.piuptime.dialects.sign.aws;

import io.piuptime.dialects.aws.sigv4.AwsCredentials;
import io.piuptime.dialects.sign.Expiring;
import io.piuptime.dialects.sign.NoCredentialsException;
import io.piuptime.gateway.Bytes;
import java.io.ByteArrayInputStream;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/** What AWS's token service answers with: keys as XML. */
final class StsReply {
    private static final Set<String> WANTED = Set.of("AccessKeyId", "SecretAccessKey", "SessionToken", "Expiration");

    private StsReply() {}

    static Expiring<AwsCredentials> read(Bytes xml, String who) {
        Map<String, String> values;
        try {
            values = values(xml);
        } catch (XMLStreamException _) {
            // the cause may show what was read
            throw new NoCredentialsException(who + ": an answer that is no XML (expected: keys as XML)");
        }
        return KeysReply.keys(
                Optional.ofNullable(values.get("AccessKeyId")),
                Optional.ofNullable(values.get("SecretAccessKey")),
                Optional.ofNullable(values.get("SessionToken")),
                Optional.ofNullable(values.get("Expiration")),
                who);
    }

    private static Map<String, String> values(Bytes xml) throws XMLStreamException {
        XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        XMLStreamReader reader =
                factory.createXMLStreamReader(new ByteArrayInputStream(xml.array(), xml.from(), xml.length()));
        Map<String, String> values = new HashMap<>();
        while (reader.hasNext()) {
            if (reader.next() == XMLStreamReader.START_ELEMENT && WANTED.contains(reader.getLocalName())) {
                values.put(reader.getLocalName(), reader.getElementText().strip());
            }
        }
        values.values().removeIf(String::isEmpty);
        return values;
    }
}
