package io.piuptime.dialects.resume;

import io.piuptime.dialects.chat.ChatCodec;
import io.piuptime.gateway.Bytes;
import io.piuptime.gateway.ErrorWords;
import io.piuptime.gateway.ReplyMeter;
import io.piuptime.gateway.ReplyStream;
import io.piuptime.gateway.translate.Replies;
import io.piuptime.gateway.translate.Told;
import java.util.Optional;

/**
 * Answers that go on as they come, and can be noted and gone on with.
 *
 * @param plain as they come
 * @param codec of their dialect
 * @param translated from their dialect to itself, for those that go on with others
 * @param kept whether the provider keeps them under their own names for later: no other can go on with them
 */
public record NotedReplies(Replies plain, ChatCodec codec, Replies translated, boolean kept) implements Replies {
    @Override
    public boolean isStream(String mediaType) {
        return plain.isStream(mediaType);
    }

    @Override
    public String streamType() {
        return plain.streamType();
    }

    @Override
    public ReplyStream stream(ReplyStream.Sink sink) {
        return plain.stream(sink);
    }

    @Override
    public Optional<Told> told() {
        return kept ? Optional.empty() : translated.told();
    }

    @Override
    public ReplyStream noted(ReplyStream.Sink sink, Told told) {
        return new NotedStream(plain.stream(sink), codec::readEvents, (ToldText) told);
    }

    @Override
    public ReplyStream resumed(ReplyStream.Sink sink, Told told) {
        return translated.resumed(sink, told);
    }

    @Override
    public Whole whole(int status, Bytes body) {
        return plain.whole(status, body);
    }

    @Override
    public ErrorWords words(Bytes body) {
        return plain.words(body);
    }

    @Override
    public Optional<ReplyMeter> meter() {
        return plain.meter();
    }
}
