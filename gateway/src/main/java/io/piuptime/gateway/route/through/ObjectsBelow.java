package io.piuptime.gateway.route.through;

import io.piuptime.catalog.account.Account;
import io.piuptime.model.catalog.Wire;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.regex.Pattern;

/** The paths of a provider where objects of OpenAI's kinds lie: asked there, they would be everybody's. */
final class ObjectsBelow {
    private static final String OBJECTS = "/(files|batches|responses)(/.*)?";

    /** Where a provider speaks OpenAI's format before all others: below its root, its version, or a path named after it. */
    private static final Pattern OF_OPENAI = Pattern.compile("(.*/openai|.*/v[0-9][a-z0-9]*)?" + OBJECTS);

    /** Where it does so beside its own. */
    private static final Pattern OF_OTHERS = Pattern.compile(".*/openai(/v[0-9][a-z0-9]*)?" + OBJECTS);

    private ObjectsBelow() {}

    /** Whether a checked path leads there, however it is written. */
    static boolean reaches(Account account, String rest) {
        if (account.openAi().isEmpty()) {
            return false;
        }
        String path = URLDecoder.decode(rest.replace("+", "%2B"), StandardCharsets.UTF_8)
                .toLowerCase(Locale.ROOT);
        Wire own = account.provider().own().wire();
        boolean first = own == Wire.OPENAI_CHAT || own == Wire.OPENAI_RESPONSES;
        return (first ? OF_OPENAI : OF_OTHERS).matcher(path).matches();
    }
}
