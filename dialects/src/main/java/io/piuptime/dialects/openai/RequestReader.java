package io.piuptime.dialects.openai;

import io.piuptime.dialects.json.JsonCursor;
import io.piuptime.dialects.json.JsonCursor.Value;
import io.piuptime.dialects.json.JsonFault;
import io.piuptime.dialects.needs.NeedsReader;
import io.piuptime.gateway.Bytes;
import io.piuptime.gateway.Edit;
import io.piuptime.gateway.RequestFacts;
import io.piuptime.model.catalog.Wire;
import io.piuptime.model.exchange.Operation;
import io.piuptime.model.exchange.Refusal;
import io.piuptime.model.exchange.RefusedException;
import java.util.Locale;
import java.util.Optional;

/** Reads the body of a request in one pass: all of it is checked, and what routing needs is found with its place. */
final class RequestReader {
    private static final Bytes ASK_AS_MEMBER = Bytes.utf8(",\"stream_options\":{\"include_usage\":true}");
    private static final Bytes ASK_AS_VALUE = Bytes.utf8("{\"include_usage\":true}");
    private static final Bytes ASK_AS_FIRST = Bytes.utf8("\"include_usage\":true,");
    private static final Bytes ASK_AS_ONLY = Bytes.utf8("\"include_usage\":true");
    private static final Bytes TRUE = Bytes.utf8("true");

    /** Far more members than any request has: their names are kept while the body is read. */
    private static final int MAX_MEMBERS = 1024;

    private static final int MAX_NAME = 512;

    private final Operation operation;
    private final JsonCursor cursor;
    private final MemberNames names = new MemberNames();
    private final NeedsReader needs;

    private Optional<String> model = Optional.empty();
    private int modelFrom;
    private int modelTo;
    private boolean stream;
    private boolean usageAsked;
    private Optional<Edit> askUsage = Optional.empty();
    private boolean hasOptions;
    private Optional<String> previous = Optional.empty();
    private boolean leaves;
    private final UserReader user = new UserReader();

    private RequestReader(Operation operation, Bytes body) {
        this.operation = operation;
        this.cursor = new JsonCursor(body);
        this.needs = new NeedsReader(operation);
        this.leaves = operation == Operation.RESPONSES;
        if (operation.wire() == Wire.OPENAI_CHAT || operation.wire() == Wire.OPENAI_RESPONSES) {
            cursor.lookOutFor(Names.FILE_ID);
        }
    }

    static RequestFacts read(Operation operation, Bytes body) {
        if (body.length() == 0) {
            throw bad("The body is empty (expected: a JSON object).", "invalid_json", "");
        }
        try {
            return new RequestReader(operation, body).read();
        } catch (JsonFault fault) {
            throw refused(fault);
        }
    }

    private RequestFacts read() {
        if (cursor.peek() != Value.OBJECT) {
            cursor.skip();
            cursor.finish();
            throw bad("The body is not a JSON object (expected: one).", "invalid_type", "");
        }
        cursor.enterObject();
        int lastValue = cursor.offset();
        while (cursor.nextMember()) {
            member();
            lastValue = cursor.offset();
        }
        cursor.finish();
        String name = operation.namesModelInPath()
                ? ""
                : model.filter(text -> !text.isEmpty())
                        .orElseThrow(
                                () -> bad("model: missing (expected: the name of a model).", "missing_model", "model"));
        boolean streams = operation == Operation.CHAT_COMPLETIONS || operation == Operation.COMPLETIONS;
        if (stream && streams && !hasOptions) {
            askUsage = Optional.of(new Edit(lastValue, lastValue, ASK_AS_MEMBER));
        }
        return new RequestFacts(
                name,
                modelFrom,
                modelTo,
                stream,
                usageAsked,
                stream && streams ? askUsage : Optional.empty(),
                objects(),
                needs.needs(),
                user.text());
    }

    private RequestFacts.Objects objects() {
        boolean files = cursor.cameAcross();
        return files || leaves || previous.isPresent()
                ? new RequestFacts.Objects(previous, files, leaves)
                : RequestFacts.Objects.NONE;
    }

    private void member() {
        if (!names.add(cursor)) {
            String name = shortened(cursor.key());
            throw bad("The body has the member '" + name + "' twice (expected: once).", "duplicate_member", name);
        }
        if (names.size() > MAX_MEMBERS) {
            throw bad("The body has more than " + MAX_MEMBERS + " members.", "too_many_members", "");
        }
        if (cursor.keyIs(Names.MODEL)) {
            model();
        } else if (cursor.keyIs(Names.MESSAGES)) {
            messages();
        } else if (cursor.keyIs(Names.STREAM)) {
            stream = flag("stream");
        } else if (cursor.keyIs(Names.STREAM_OPTIONS)) {
            options();
        } else if (operation.wire() == Wire.OPENAI_RESPONSES && cursor.keyIs(Names.PREVIOUS_RESPONSE_ID)) {
            previous();
        } else if (operation == Operation.RESPONSES && cursor.keyIs(Names.STORE)) {
            leaves = cursor.peek() != Value.FALSE;
            cursor.skip();
        } else if (!user.takes(cursor)) {
            needs.member(cursor);
        }
    }

    private void previous() {
        Value kind = cursor.peek();
        if (kind == Value.STRING) {
            previous = Optional.of(cursor.text());
        } else if (kind == Value.NULL) {
            cursor.skip();
        } else {
            throw wrongType("previous_response_id", "a string");
        }
    }

    private void model() {
        if (cursor.peek() != Value.STRING) {
            throw wrongType("model", "a string");
        }
        modelFrom = cursor.offset();
        model = Optional.of(cursor.text());
        modelTo = cursor.offset();
        if (modelTo - modelFrom > MAX_NAME) {
            throw bad("model: too long (expected: at most " + MAX_NAME + " bytes).", "invalid_model", "model");
        }
    }

    private void messages() {
        if (operation == Operation.CHAT_COMPLETIONS && cursor.peek() != Value.ARRAY) {
            throw wrongType("messages", "an array");
        }
        needs.member(cursor);
    }

    private void options() {
        hasOptions = true;
        Value kind = cursor.peek();
        int from = cursor.offset();
        if (kind == Value.NULL) {
            cursor.skip();
            askUsage = Optional.of(new Edit(from, cursor.offset(), ASK_AS_VALUE));
            return;
        }
        if (kind != Value.OBJECT) {
            throw wrongType("stream_options", "an object");
        }
        int inside = from + 1;
        boolean any = false;
        boolean said = false;
        cursor.enterObject();
        while (cursor.nextMember()) {
            any = true;
            if (cursor.keyIs(Names.INCLUDE_USAGE)) {
                said = true;
                includeUsage();
            } else {
                cursor.skip();
            }
        }
        if (!said) {
            askUsage = Optional.of(new Edit(inside, inside, any ? ASK_AS_FIRST : ASK_AS_ONLY));
        }
    }

    private void includeUsage() {
        cursor.peek();
        int from = cursor.offset();
        usageAsked = flag("stream_options.include_usage");
        askUsage = usageAsked ? Optional.empty() : Optional.of(new Edit(from, cursor.offset(), TRUE));
    }

    private boolean flag(String name) {
        Value kind = cursor.peek();
        if (kind != Value.TRUE && kind != Value.FALSE && kind != Value.NULL) {
            throw wrongType(name, "a boolean");
        }
        cursor.skip();
        return kind == Value.TRUE;
    }

    private RefusedException wrongType(String name, String expected) {
        Value found = cursor.peek();
        cursor.skip();
        return bad(
                name + ": " + found.name().toLowerCase(Locale.ROOT) + " (expected: " + expected + ").",
                "invalid_type",
                name);
    }

    private static RefusedException refused(JsonFault fault) {
        return switch (fault.kind()) {
            case SYNTAX ->
                bad(
                        "The body is not valid JSON at byte " + fault.offset() + " (expected: " + fault.expected()
                                + ").",
                        "invalid_json",
                        "");
            case UTF8 -> bad("The body is not valid UTF-8 at byte " + fault.offset() + ".", "invalid_utf8", "");
            case DEPTH ->
                bad(
                        "The body nests deeper than " + JsonCursor.MAX_DEPTH + " at byte " + fault.offset() + ".",
                        "too_deep",
                        "");
        };
    }

    private static RefusedException bad(String message, String code, String param) {
        return new RefusedException(new Refusal.BadRequest(message, code, shortened(param)));
    }

    private static String shortened(String text) {
        return text.length() <= 64 ? text : text.substring(0, 64) + "…";
    }
}
