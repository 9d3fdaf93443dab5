package io.piuptime.gateway.send.failure;

import io.netty.channel.ConnectTimeoutException;
import io.netty.handler.proxy.ProxyConnectException;
import io.piuptime.gateway.health.Fault;
import io.piuptime.model.catalog.Target;
import io.piuptime.model.egress.ForbiddenAddressException;
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
public final class Failures {
    private static final Duration RETRY_AFTER = Duration.ofSeconds(1);

    private Failures() {}

    public static Failure of(Throwable failure, Target target) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            switch (cause) {
                case ConnectionPoolTooBusyException _ -> {
                    return Failure.unasked(new Refusal.Overloaded(
                            "All connections to " + name(target) + " are busy and the queue for them is full.",
                            RETRY_AFTER));
                }
                case ForbiddenAddressException _ -> {
                    return failed(
                            Fault.UNREACHABLE, target, "its address is none that may be asked", "upstream_forbidden");
                }
                case UnknownHostException _ -> {
                    return failed(Fault.UNREACHABLE, target, "its host name does not resolve", "upstream_dns");
                }
                case SSLException _ -> {
                    return failed(Fault.UNREACHABLE, target, "the TLS handshake failed", "upstream_tls");
                }
                case ProxyConnectException _ -> {
                    return failed(
                            Fault.UNREACHABLE, target, "the proxy to it does not let us through", "upstream_proxy");
                }
                case ConnectTimeoutException _ -> {
                    return Failure.of(
                            Fault.UNREACHABLE,
                            new Refusal.UpstreamSilent(
                                    "No connection to " + name(target) + " came about in time.",
                                    "upstream_connect_timeout"));
                }
                case TimeoutException _ -> {
                    return Failure.of(
                            Fault.UNREACHABLE,
                            new Refusal.UpstreamSilent(
                                    "No connection to " + name(target) + " came about in time.",
                                    "upstream_connect_timeout"));
                }
                case ConnectException _ -> {
                    return failed(Fault.UNREACHABLE, target, "the connection was refused", "upstream_refused");
                }
                case HttpClosedException _ -> {
                    return failed(Fault.BROKEN, target, "the connection broke off", "upstream_reset");
                }
                case StreamResetException _ -> {
                    return failed(Fault.BROKEN, target, "the stream was reset", "upstream_reset");
                }
                case IOException _ -> {
                    return failed(Fault.BROKEN, target, "the connection broke off", "upstream_reset");
                }
                default -> {}
            }
        }
        return garbage(target);
    }

    /** The target was not asked, as this node cannot read what it would sign with. The log says why. */
    public static Failure keyless(Target target) {
        return Failure.unasked(new Refusal.UpstreamFailed(
                "The provider " + name(target) + " cannot be asked: its secret cannot be read here.",
                "upstream_secret"));
    }

    /** The target was not asked, as its secret is another tenant's than the caller. */
    public static Failure foreign(Target target) {
        return Failure.unasked(new Refusal.UpstreamFailed(
                "The provider " + name(target) + " cannot be asked: its secret is another tenant's.",
                "upstream_secret"));
    }

    /** Whether the connection broke before the target can have answered, as a stale pooled one does. */
    public static boolean brokeOff(Throwable failure) {
        return failure instanceof HttpClosedException
                || (failure instanceof IOException && !(failure instanceof SSLException));
    }

    /** The target has nothing like what is asked for. */
    public static Failure unable(Target target, Operation operation) {
        return Failure.unasked(new Refusal.BadRequest(
                "The provider " + name(target) + " has no "
                        + operation.telemetryName().replace('_', ' ') + " that can be reached from here.",
                "unsupported_operation",
                "model"));
    }

    public static Failure garbage(Target target) {
        return failed(Fault.GARBAGE, target, "its answer is not what its protocol allows", "upstream_garbage");
    }

    public static Failure cut(Target target) {
        return Failure.of(
                Fault.BROKEN,
                new Refusal.UpstreamFailed(
                        "The provider " + name(target) + " broke off in the middle of its answer.",
                        "upstream_stream_interrupted"));
    }

    public static Failure failed(Fault fault, Target target, String what, String code) {
        return Failure.of(
                fault, new Refusal.UpstreamFailed("The provider " + name(target) + " failed: " + what + ".", code));
    }

    public static Failure silent(Target target, Duration limit, String waitingFor, String code) {
        return Failure.of(
                Fault.SILENT,
                new Refusal.UpstreamSilent(
                        "The provider " + name(target) + " kept silent: no " + waitingFor + " within "
                                + limit.toMillis() + " ms.",
                        code));
    }

    /** The provider answered with an error that is not handed on. */
    public static Failure status(Target target, int status) {
        return failed(Fault.SERVER, target, "it answered with status " + status, "upstream_status");
    }

    private static String name(Target target) {
        return "'" + target.provider().name() + "'";
    }
}
