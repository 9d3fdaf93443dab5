package io.piuptime.testkit.script;

import io.vertx.core.buffer.Buffer;
import java.util.ArrayList;
import java.util.List;

/** A scripted chat completion as the body of a reply. */
final class ChatBody {
    private static final String ID = "chatcmpl-fake";

    private ChatBody() {}

    static Buffer json(Script.Chat chat, Asked asked) {
        String content = String.join("", chat.tokens());
        String message = chat.tool()
                .map(tool -> "\"content\":null,\"tool_calls\":[" + call(tool, content, "") + "]")
                .orElseGet(() -> "\"content\":" + Sse.quoted(content));
        return Buffer.buffer("{\"id\":\"" + ID + "\",\"object\":\"chat.completion\",\"created\":1700000000,\"model\":"
                + Sse.quoted(asked.model())
                + ",\"choices\":[{\"index\":0,\"message\":{\"role\":\"assistant\"," + message
                + ",\"refusal\":null},\"logprobs\":null,\"finish_reason\":" + Sse.quoted(chat.finish()) + "}]"
                + chat.usage().map(usage -> ",\"usage\":" + usage.json()).orElse("")
                + ",\"system_fingerprint\":\"fp_fake\"}");
    }

    /** Role, one frame per token, finish reason, the usage if it was asked for, {@code [DONE]}. */
    static List<Buffer> frames(Script.Chat chat, Asked asked) {
        List<String> frames = new ArrayList<>();
        frames.add(chunk(asked, opening(chat)));
        for (String token : chat.tokens()) {
            frames.add(
                    chat.tool().isPresent()
                            ? chunk(
                                    asked,
                                    "{\"tool_calls\":[{\"index\":0,\"function\":{\"arguments\":" + Sse.quoted(token)
                                            + "}}]}")
                            : Sse.delta(ID, asked.model(), token));
        }
        frames.add(Sse.chunk(ID, asked.model(), "{}", Sse.quoted(chat.finish())));
        if (asked.usage()) {
            chat.usage().ifPresent(usage -> frames.add(Sse.usage(ID, asked.model(), usage)));
        }
        frames.add(Sse.DONE);
        return Sse.buffers(frames.toArray(String[]::new));
    }

    private static String opening(Script.Chat chat) {
        return chat.tool()
                .map(tool -> "{\"role\":\"assistant\",\"content\":null,\"tool_calls\":["
                        + call(tool, "", "\"index\":0,") + "]}")
                .orElse("{\"role\":\"assistant\",\"content\":\"\",\"refusal\":null}");
    }

    private static String call(String tool, String arguments, String index) {
        return "{" + index + "\"id\":\"call_fake\",\"type\":\"function\",\"function\":{\"name\":" + Sse.quoted(tool)
                + ",\"arguments\":" + Sse.quoted(arguments) + "}}";
    }

    private static String chunk(Asked asked, String delta) {
        return Sse.chunk(ID, asked.model(), delta, "null");
    }
}
