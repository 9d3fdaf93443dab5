package io.piuptime.gateway.accept.head;

import io.netty.handler.codec.DecoderResult;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.net.HostAndPort;
import io.vertx.core.net.SocketAddress;
import java.lang.reflect.Proxy;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;

/** A request as the parser leaves it: what of it is read, and nothing else. */
final class Asking {
    private final MultiMap headers = MultiMap.caseInsensitiveMultiMap();
    private final Map<String, Object> answers = new HashMap<>();

    Asking(HttpVersion version) {
        answers.put("version", version);
        answers.put("headers", headers);
    }

    /** One of HTTP/1.1 with a host. */
    static Asking usual() {
        return new Asking(HttpVersion.HTTP_1_1).with("host", "gateway.example");
    }

    Asking with(String name, String value) {
        headers.add(name, value);
        return this;
    }

    Asking query(String query) {
        answers.put("query", query);
        return this;
    }

    Asking method(HttpMethod method) {
        answers.put("method", method);
        return this;
    }

    Asking from(SocketAddress peer) {
        answers.put("remoteAddress", peer);
        return this;
    }

    Asking authority(HostAndPort authority) {
        answers.put("authority", authority);
        return this;
    }

    Asking brokenBy(Throwable cause) {
        answers.put("decoderResult", DecoderResult.failure(cause));
        return this;
    }

    HttpServerRequest request() {
        return (HttpServerRequest) Proxy.newProxyInstance(
                Asking.class.getClassLoader(), new Class<?>[] {HttpServerRequest.class}, (_, method, arguments) -> {
                    if (method.getName().equals("getHeader")) {
                        return headers.get(Objects.toString(arguments[0]));
                    }
                    return answers.get(method.getName());
                });
    }

    RequestHead head() {
        return new RequestHead(request());
    }
}
