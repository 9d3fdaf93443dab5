package io.piuptime.app.demo;

import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** An answer that tells of an error, in OpenAI's form. */
final class DemoError extends RuntimeException {
    private final int status;
    private final String type;
    private final String code;

    DemoError(int status, String message, String type, String code) {
        super(message, null, false, false);
        this.status = status;
        this.type = type;
        this.code = code;
    }

    static DemoError badRequest(String message) {
        return new DemoError(400, message, "invalid_request_error", "invalid_request");
    }

    static DemoError notFound(String message, String code) {
        return new DemoError(404, message, "invalid_request_error", code);
    }

    int status() {
        return status;
    }

    ObjectNode body() {
        ObjectNode body = JsonMapper.shared().createObjectNode();
        body.putObject("error")
                .put("message", getMessage())
                .put("type", type)
                .putNull("param")
                .put("code", code);
        return body;
    }
}
