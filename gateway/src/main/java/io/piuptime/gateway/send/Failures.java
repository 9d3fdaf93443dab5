package io.piuptime.gateway.send;

import io.netty.channel.ConnectTimeoutException;
import io.netty.handler.proxy.ProxyConnectException;
import io.piuptime.model.catalog.Target;
import io.piuptime.model.exchange.Operation;
import io.piuptime.model.exchange.Refusal;
import io.vertx.core.http.ConnectionPoolTooBusyException;
import io.vertx.core.http.HttpClosedException;
import io.vertx.core.http.StreamResetException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLException;

/** Tells what an exception of the HTTP client means. Messages name the provider, never its address or its words. */
final class Failures {
    private static final Duration RETRY_AFTER = Duration.ofSeconds(1);

    private Failures() {}

    static Refusal refusal(Throwable failure, Target target) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            switch (cause) {
                case ConnectionPoolTooBusyException _ -> {
                    return new Refusal.Overloaded(
                            "All connections to " + name(target) + " are busy and the queue for them is full.",
                            RETRY_AFTER);
                }
                case UnknownHostException _ -> {
                    return failed(target, "its host name does not resolve", "upstream_dns");
                }
                case SSLException _ -> {
                    return failed(target, "the TLS handshake failed", "upstream_tls");
                }
                case ProxyConnectException _ -> {
                    return failed(target, "the proxy to it does not let us through", "upstream_proxy");
                }
                case ConnectTimeoutException _ -> {
                    return new Refusal.UpstreamSilent(
                            "No connection to " + name(target) + " came about in time.", "upstream_connect_timeout");
                }
                case TimeoutException _ -> {
                    return new Refusal.UpstreamSilent(
                            "No connection to " + name(target) + " came about in time.", "upstream_connect_timeout");
                }
                case ConnectException _ -> {
                    return failed(target, "the connection was refused", "upstream_refused");
                }
                case HttpClosedException _ -> {
                    return failed(target, "the connection broke off", "upstream_reset");
                }
                case StreamResetException _ -> {
                    return failed(target, "the stream was reset", "upstream_reset");
                }
                case IOException _ -> {
                    return failed(target, "the connection broke off", "upstream_reset");
                }
                default -> {}
            }
        }
        return garbage(target);
    }

    /** Whether the connection broke before the target can have answered, as a stale pooled one does. */
    static boolean brokeOff(Throwable failure) {
        return failure instanceof HttpClosedException
                || (failure instanceof IOException && !(failure instanceof SSLException));
    }

    /** The target has nothing like what is asked for. */
    static Refusal unable(Target target, Operation operation) {
        return new Refusal.BadRequest(
                "The provider " + name(target) + " has no "
                        + operation.telemetryName().replace('_', ' ') + " that can be reached from here.",
                "unsupported_operation",
                "model");
    }

    static Refusal garbage(Target target) {
        return failed(target, "its answer is not what its protocol allows", "upstream_garbage");
    }

    static Refusal cut(Target target) {
        return new Refusal.UpstreamFailed(
                "The provider " + name(target) + " broke off in the middle of its answer.",
                "upstream_stream_interrupted");
    }

    static Refusal failed(Target target, String what, String code) {
        return new Refusal.UpstreamFailed("The provider " + name(target) + " failed: " + what + ".", code);
    }

    static Refusal silent(Target target, Duration limit, String waitingFor, String code) {
        return new Refusal.UpstreamSilent(
                "The provider " + name(target) + " kept silent: no " + waitingFor + " within " + limit.toMillis()
                        + " ms.",
                code);
    }

    private static String name(Target target) {
        return "'" + target.provider().name() + "'";
    }
}
