package io.piuptime.gateway.send.failure;

import io.piuptime.gateway.ErrorWords;
import io.piuptime.gateway.health.Fault;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Tells by a provider's error what an attempt failed of: by its words first, which say more than the status. The words are
 * those of the providers' own documentation.
 */
public final class Classifier {
    private static final Set<String> MONEY = Set.of(
            "insufficient_quota",
            "billing_error",
            "billing_hard_limit_reached",
            "billing_not_active",
            "credit_balance_exhausted",
            "insufficient_credits",
            "insufficient_funds",
            "payment_required",
            "account_deactivated");
    private static final List<String> MONEY_SAID = List.of(
            "credit balance is too low",
            "exceeded your current quota",
            "spending limit",
            "spend limit",
            "api usage limits",
            "insufficient credits",
            "insufficient balance",
            "have any credits",
            "credits are depleted");
    private static final Set<String> CREDENTIAL = Set.of(
            "invalid_api_key",
            "authentication_error",
            "unauthenticated",
            "api_key_invalid",
            "permission_error",
            "permission_denied",
            "unrecognizedclientexception",
            "accessdeniedexception",
            "expiredtokenexception",
            "invalidsignatureexception");
    private static final List<String> CREDENTIAL_SAID = List.of("incorrect api key", "invalid api key");
    private static final Set<String> CONTEXT = Set.of(
            "context_length_exceeded", "string_above_max_length", "request_too_large", "context_window_exceeded");
    private static final List<String> CONTEXT_SAID = List.of(
            "prompt is too long",
            "maximum context length",
            "context window",
            "input is too long",
            "exceeds the maximum number of tokens",
            "too many input tokens",
            "too many tokens in prompt",
            "too many tokens: ");
    private static final Set<String> CONTENT = Set.of(
            "content_policy_violation",
            "content_filter",
            "responsibleaipolicyviolation",
            "moderation_blocked",
            "content_policy",
            "safety",
            "prohibited_content");
    private static final List<String> CONTENT_SAID = List.of("input was flagged", "prompt was flagged");
    private static final Set<String> MODEL = Set.of(
            "model_not_found",
            "deploymentnotfound",
            "not_found_error",
            "resourcenotfoundexception",
            "model_not_supported",
            "unsupported_country_region_territory");
    private static final List<String> MODEL_SAID = List.of(
            "model identifier is invalid", "have access to model", "access to the model", "location is not supported");
    private static final Set<String> OVERLOADED = Set.of(
            "overloaded_error",
            "engine_overloaded",
            "server_is_overloaded",
            "slow_down",
            "unavailable",
            "serviceunavailableexception",
            "model_overloaded");
    private static final Set<String> RATE = Set.of(
            "rate_limit_exceeded",
            "rate_limit_error",
            "resource_exhausted",
            "throttlingexception",
            "servicequotaexceededexception",
            "too_many_requests");
    /** Its limits of rates are quotas too, and its words for both are the same. */
    private static final String GOOGLES_RATE = "resource_exhausted";

    private Classifier() {}

    /**
     * What an error means.
     *
     * @param status of the answer, or the one that fits an error inside a stream
     * @param waits whether the answer says when to come back
     */
    public static Fault fault(int status, ErrorWords said, boolean waits) {
        String message = said.message().toLowerCase(Locale.ROOT);
        if (status == 402 || any(said, MONEY) || saysMoney(said, message)) {
            return Fault.MONEY;
        }
        if (any(said, CONTENT) || (status < 500 && says(message, CONTENT_SAID))) {
            return Fault.CONTENT;
        }
        if (status == 413 || any(said, CONTEXT) || (status < 500 && status != 429 && says(message, CONTEXT_SAID))) {
            return Fault.CONTEXT_LENGTH;
        }
        if (status == 401 || status == 403 || status == 400) {
            return ofRequest(status, said, message);
        }
        if (status == 429) {
            return Fault.RATE;
        }
        if (status == 529 || status == 498 || any(said, OVERLOADED) || (status == 503 && waits)) {
            return Fault.OVERLOADED;
        }
        if (status >= 500) {
            return any(said, RATE) ? Fault.RATE : Fault.SERVER;
        }
        if (status == 408 || status == 424) {
            return Fault.SERVER; // of Bedrock, both: its model took too long, or failed
        }
        return status == 404 || any(said, MODEL) ? Fault.UNKNOWN_MODEL : Fault.REQUEST;
    }

    /** Statuses that many use for whatever they refuse. */
    private static Fault ofRequest(int status, ErrorWords said, String message) {
        if (any(said, MODEL) || says(message, MODEL_SAID)) {
            return Fault.UNKNOWN_MODEL;
        }
        if (status != 400 || any(said, CREDENTIAL) || says(message, CREDENTIAL_SAID)) {
            return Fault.CREDENTIAL;
        }
        if (any(said, OVERLOADED)) {
            return Fault.OVERLOADED;
        }
        return any(said, RATE) ? Fault.RATE : Fault.REQUEST;
    }

    private static boolean saysMoney(ErrorWords said, String message) {
        return says(message, MONEY_SAID) && !said.words().contains(GOOGLES_RATE);
    }

    private static boolean any(ErrorWords said, Set<String> known) {
        for (String word : said.words()) {
            if (known.contains(word)) {
                return true;
            }
        }
        return false;
    }

    private static boolean says(String message, List<String> known) {
        for (String part : known) {
            if (message.contains(part)) {
                return true;
            }
        }
        return false;
    }
}
