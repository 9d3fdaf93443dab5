package io.piuptime.gateway.send.hedge;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.piuptime.gateway.Bytes;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/**
 * Looks for what makes a provider act, or take up what it keeps, while it answers. Members are looked for wherever they
 * stand: one too many found costs a hedge, one too few would have it done twice.
 */
final class ProviderTools {
    private static final List<byte[]> MEMBERS = Stream.of(
                    "tools",
                    "toolConfig",
                    "tool_config",
                    "functions",
                    "mcp_servers",
                    "web_search_options",
                    "search_parameters",
                    "plugins",
                    "connectors",
                    "container",
                    "conversation",
                    "cachedContent",
                    "cached_content",
                    "background")
            .map(name -> ('"' + name + '"').getBytes(US_ASCII))
            .toList();

    private ProviderTools() {}

    /** Whether a small body has none of it. */
    static boolean areAbsent(List<Bytes> body) {
        byte[] whole = whole(body);
        for (int at = 0; at < whole.length; at++) {
            if (whole[at] == '"' && beginsAt(whole, at)) {
                return false;
            }
        }
        return true;
    }

    private static boolean beginsAt(byte[] whole, int at) {
        for (byte[] member : MEMBERS) {
            if (at + member.length <= whole.length
                    && Arrays.equals(whole, at, at + member.length, member, 0, member.length)) {
                return true;
            }
        }
        return false;
    }

    private static byte[] whole(List<Bytes> body) {
        int length = body.stream().mapToInt(Bytes::length).sum();
        byte[] whole = new byte[length];
        int at = 0;
        for (Bytes piece : body) {
            System.arraycopy(piece.array(), piece.from(), whole, at, piece.length());
            at += piece.length();
        }
        return whole;
    }
}
