package io.piuptime.app.e2e;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** Many connections that all do the same, and remember how what they hear begins. */
final class Crowd implements AutoCloseable {
    private static final int BEGINNING = 12;

    private final InetSocketAddress address;
    private final List<Member> members = new ArrayList<>();
    private final ByteBuffer buffer = ByteBuffer.allocate(4096);

    /** One connection. */
    private static final class Member {
        private final SocketChannel channel;
        private String heard = "";
        private boolean over;

        private Member(SocketChannel channel) {
            this.channel = channel;
        }
    }

    /** Nobody yet, for a port on loopback. */
    Crowd(int port) {
        address = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    }

    /** So many more connections, each of which says something at once. */
    Crowd join(int count, String first) {
        ByteBuffer text = StandardCharsets.US_ASCII.encode(first);
        try {
            for (int i = 0; i < count; i++) {
                SocketChannel channel = SocketChannel.open(address);
                members.add(new Member(channel));
                channel.write(text.duplicate());
                channel.configureBlocking(false);
            }
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Every connection that is left says something. */
    void say(String words) {
        ByteBuffer text = StandardCharsets.US_ASCII.encode(words);
        for (Member member : members) {
            try {
                if (!member.over) {
                    member.channel.write(text.duplicate());
                }
            } catch (IOException gone) {
                member.over = true;
            }
        }
    }

    /** How many heard, as the last thing to begin, something that begins so. */
    long heard(String beginning) {
        return count(member -> member.heard.startsWith(beginning));
    }

    /** How many connections the peer has ended. */
    long over() {
        return count(member -> member.over);
    }

    /** Forgets what was heard. */
    void forget() {
        listen();
        members.forEach(member -> member.heard = "");
    }

    /** So many connections leave. */
    void leave(int count) {
        List<Member> leaving = members.subList(members.size() - count, members.size());
        for (Member member : leaving) {
            try {
                member.channel.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        leaving.clear();
    }

    @Override
    public void close() {
        leave(members.size());
    }

    private long count(Predicate<Member> which) {
        listen();
        return members.stream().filter(which).count();
    }

    private void listen() {
        for (Member member : members) {
            try {
                for (int read = member.channel.read(buffer.clear()); read != 0 && !member.over; ) {
                    hear(member, read);
                    read = member.over ? 0 : member.channel.read(buffer.clear());
                }
            } catch (IOException reset) {
                member.over = true;
            }
        }
    }

    private void hear(Member member, int read) {
        if (read < 0) {
            member.over = true;
        } else if (member.heard.length() < BEGINNING) {
            String more = StandardCharsets.ISO_8859_1.decode(buffer.flip()).toString();
            member.heard += more.substring(0, Math.min(more.length(), BEGINNING));
        }
    }
}
