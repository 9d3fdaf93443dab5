package io.piuptime.dialects.openai;

import io.piuptime.dialects.json.ErrorBody;
import io.piuptime.dialects.json.JsonText;
import io.piuptime.gateway.Bytes;
import io.piuptime.gateway.Dialect;
import io.piuptime.gateway.ErrorWords;
import io.piuptime.gateway.ReplyMeter;
import io.piuptime.gateway.ReplyReport;
import io.piuptime.gateway.ReplyStream;
import io.piuptime.gateway.RequestFacts;
import io.piuptime.model.exchange.Operation;
import java.util.List;

/** OpenAI's dialect, which most of the field speaks: chat completions and what stands beside them. */
public final class OpenAiDialect implements Dialect {
    private static final Bytes HEARTBEAT = Bytes.utf8(": piup\n\n");
    private static final Bytes TERMINAL = Bytes.utf8("data: [DONE]\n\n");

    @Override
    public String name() {
        return "openai";
    }

    @Override
    public RequestFacts read(Operation operation, Bytes body) {
        return RequestReader.read(operation, body);
    }

    @Override
    public MultipartReader multipart(String boundary) {
        return new FormReader(boundary);
    }

    @Override
    public Bytes modelValue(String model, boolean json) {
        return Bytes.utf8(json ? JsonText.quote(model) : model);
    }

    @Override
    public ReplyStream stream(boolean usageAsked, ReplyStream.Sink sink) {
        return new OpenAiStream(usageAsked, sink);
    }

    @Override
    public ReplyReport report(Operation operation, Bytes body) {
        return ReplyReader.read(body);
    }

    @Override
    public ReplyMeter meter(Operation operation) {
        return new LargeReplyMeter();
    }

    @Override
    public ErrorWords words(Bytes error) {
        return ErrorBody.read(error);
    }

    @Override
    public Bytes error(ErrorFacts error) {
        return Bytes.utf8(json(error));
    }

    @Override
    public Bytes errorEvent(ErrorFacts error) {
        return Bytes.utf8("data: " + json(error) + "\n\n");
    }

    @Override
    public Bytes errorEvent(Bytes error) {
        // line breaks between members would end the event's data: each line is data of its own
        return Bytes.utf8("data: " + error.toString().strip().replaceAll("\\R", "\ndata: ") + "\n\n");
    }

    @Override
    public Bytes heartbeat() {
        return HEARTBEAT;
    }

    @Override
    public Bytes terminal() {
        return TERMINAL;
    }

    @Override
    public Bytes models(List<String> names, long created) {
        StringBuilder json = new StringBuilder("{\"object\":\"list\",\"data\":[");
        for (int i = 0; i < names.size(); i++) {
            json.append(i == 0 ? "" : ",");
            model(json, names.get(i), created);
        }
        return Bytes.utf8(json.append("]}").toString());
    }

    @Override
    public Bytes model(String name, long created) {
        return Bytes.utf8(model(new StringBuilder(), name, created).toString());
    }

    private static StringBuilder model(StringBuilder json, String name, long created) {
        return JsonText.quote(json.append("{\"id\":"), name)
                .append(",\"object\":\"model\",\"created\":")
                .append(created)
                .append(",\"owned_by\":\"piup\"}");
    }

    private static String json(ErrorFacts error) {
        StringBuilder json = new StringBuilder("{\"error\":{\"message\":");
        JsonText.quote(json, error.message()).append(",\"type\":");
        JsonText.quote(json, error.type()).append(",\"param\":");
        if (error.param().isEmpty()) {
            json.append("null");
        } else {
            JsonText.quote(json, error.param());
        }
        return JsonText.quote(json.append(",\"code\":"), error.code())
                .append("}}")
                .toString();
    }
}
