package io.piuptime.dialects.cost;

import io.piuptime.dialects.json.JsonCursor;
import io.piuptime.dialects.json.JsonCursor.Value;
import io.piuptime.gateway.Bytes;
import io.piuptime.gateway.budget.money.bound.Asked;
import io.piuptime.model.catalog.Wire;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** One pass over one body. */
final class Scan {
    /** What providers put into a prompt of their own where tools are described. */
    private static final long PREAMBLE = 1_024;

    private static final long MOST = 1L << 40;

    private final CostForm form;
    private final boolean answers;
    private final boolean oldLimit;
    private final Bytes body;
    private final Media media;
    private final List<Asked.Spot> spots = new ArrayList<>(2);

    private long output = -1;
    private long count = 1;
    private long prompts = 1;
    private long extra;
    private boolean tools;
    private boolean kept;
    private String unbounded = "";
    private boolean settings;
    private Asked.Place place = new Asked.Place(0, "", "");

    /**
     * Of a body.
     *
     * @param answers whether it is answered with tokens
     * @param oldLimit whether the last name of the limit is the one that is known
     */
    Scan(CostForm form, Wire wire, boolean answers, boolean oldLimit, Bytes body) {
        this.form = form;
        this.answers = answers;
        this.oldLimit = oldLimit;
        this.body = body;
        this.media = new Media(wire == Wire.BEDROCK_CONVERSE, wire == Wire.GEMINI);
    }

    Asked asked(JsonCursor cursor) {
        cursor.peek();
        cursor.enterObject();
        place = placeOf(cursor);
        while (cursor.nextMember()) {
            member(cursor);
        }
        cursor.finish();
        if (!answers) {
            return new Asked(
                    body.length(),
                    0,
                    1,
                    0,
                    media.images(),
                    media.unseen(),
                    media.urgent(),
                    unbounded,
                    0,
                    List.of(),
                    Optional.empty());
        }
        return new Asked(
                body.length() + (tools ? PREAMBLE : 0),
                output,
                count > MOST / prompts ? MOST : count * prompts,
                extra,
                media.images(),
                media.unseen() || kept,
                media.urgent(),
                unbounded,
                media.budget() == 0 ? 0 : media.budget() + 1,
                spots,
                Optional.of(place));
    }

    private Asked.Place placeOf(JsonCursor cursor) {
        String limit = oldLimit ? form.limits().getLast() : form.limits().getFirst();
        int at = cursor.offset();
        String after = isEmptyAt(at) ? "" : ",";
        return form.settings().isEmpty()
                ? new Asked.Place(at, '"' + limit + "\":", after)
                : new Asked.Place(at, '"' + form.settings().getFirst() + "\":{\"" + limit + "\":", "}" + after);
    }

    /** Whether an object that begins before this place ends there. */
    private boolean isEmptyAt(int offset) {
        int at = body.from() + offset;
        while (at < body.to() && body.array()[at] <= ' ') {
            at++;
        }
        return at < body.to() && body.array()[at] == '}';
    }

    private void member(JsonCursor cursor) {
        String name = cursor.key();
        Value kind = cursor.peek();
        if (kind == Value.NULL && !form.limits().contains(name)) {
            cursor.skip();
        } else if (form.settings().contains(name) && kind == Value.OBJECT) {
            settings(cursor);
        } else if (form.settings().isEmpty() && setting(name, cursor)) {
            return;
        } else if (form.acts().contains(name)) {
            acts(name, kind, cursor);
        } else if (form.kept().contains(name)) {
            kept = true;
            cursor.skip();
        } else if (name.equals("tools") && kind == Value.ARRAY) {
            tools(cursor);
        } else if (name.equals("toolConfig") && kind == Value.OBJECT) {
            cursor.enterObject();
            while (cursor.nextMember()) {
                member(cursor);
            }
        } else if (name.equals("prediction")) {
            extra += body.length(); // what was predicted wrongly is charged as output
            cursor.skip();
        } else if (name.equals("prompt") && kind == Value.ARRAY) {
            prompts(cursor);
        } else {
            media.member(cursor);
        }
    }

    private void acts(String name, Value kind, JsonCursor cursor) {
        boolean empty = kind == Value.FALSE || (kind == Value.ARRAY && isEmptyArray(cursor));
        if (!empty) {
            unbounded = "what a provider does on its own (" + name + ")";
        }
        if (kind != Value.ARRAY) {
            cursor.skip();
        }
    }

    private static boolean isEmptyArray(JsonCursor cursor) {
        boolean empty = true;
        cursor.enterArray();
        while (cursor.nextElement()) {
            empty = false;
            cursor.skip();
        }
        return empty;
    }

    private void settings(JsonCursor cursor) {
        if (settings) {
            unbounded = "a limit that stands there twice";
        }
        settings = true;
        String limit = form.limits().getFirst();
        cursor.enterObject();
        int at = cursor.offset();
        place = new Asked.Place(at, '"' + limit + "\":", isEmptyAt(at) ? "" : ",");
        while (cursor.nextMember()) {
            String name = cursor.key();
            cursor.peek();
            if (!setting(name, cursor)) {
                media.member(cursor);
            }
        }
    }

    private boolean setting(String name, JsonCursor cursor) {
        if (form.limits().contains(name)) {
            int from = cursor.offset();
            long value = cursor.peek() == Value.NUMBER ? cursor.count(MOST) : skipped(cursor);
            spots.add(new Asked.Spot(from, cursor.offset(), value));
            output = spots.stream().anyMatch(spot -> spot.value() < 0) ? -1 : Math.max(output, value);
            return true;
        }
        if (form.answers().contains(name)) {
            long value = cursor.peek() == Value.NUMBER ? cursor.count(MOST) : skipped(cursor);
            if (value < 0) {
                unbounded = "a number of answers that is none (" + name + ")";
            }
            count = Math.max(count, value);
            return true;
        }
        return false;
    }

    private static long skipped(JsonCursor cursor) {
        cursor.skip();
        return -1;
    }

    private void prompts(JsonCursor cursor) {
        boolean numbers = false;
        long elements = 0;
        cursor.enterArray();
        while (cursor.nextElement()) {
            numbers |= cursor.peek() == Value.NUMBER;
            elements++;
            cursor.skip();
        }
        prompts = numbers ? 1 : Math.max(1, elements);
    }

    private void tools(JsonCursor cursor) {
        cursor.enterArray();
        while (cursor.nextElement()) {
            tools = true;
            if (cursor.peek() == Value.OBJECT) {
                tool(cursor);
            } else {
                cursor.skip();
            }
        }
    }

    private void tool(JsonCursor cursor) {
        cursor.enterObject();
        while (cursor.nextMember()) {
            String name = cursor.key();
            Value kind = cursor.peek();
            if (!form.toolMembers().isEmpty()) {
                if (!form.toolMembers().contains(name)) {
                    unbounded = "a tool that the provider runs (" + name + ")";
                }
                cursor.skip();
            } else if (name.equals("type") && kind == Value.STRING) {
                String type = cursor.text();
                if (!form.isCallers(type)) {
                    unbounded = "a tool that the provider runs (" + type + ")";
                }
            } else {
                cursor.skip();
            }
        }
    }
}
