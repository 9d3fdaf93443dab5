package io.piuptime.gateway.directory.packed;

import io.piuptime.gateway.directory.codec.PackedChange;
import io.piuptime.model.directory.Kind;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Consumer;

/** The last change of every entry, found by kind and id. Many threads read, one writes; readers never wait. */
public final class PackedEntries implements AutoCloseable {
    private static final int FEWEST = 1 << 10;
    /** Of five places, three are taken at most. */
    private static final int TAKEN = 3;

    private static final int OF = 5;
    /** Bytes out of date that are not worth moving the others for. */
    private static final long SPARE = 8L << 20;

    private volatile State state = new State(new Slabs(), new Places(FEWEST));
    private int count;
    private long outOfDate;

    /** The entries as they lie at a time. */
    private static final class State {
        private final Slabs slabs;
        private final Places places;

        State(Slabs slabs, Places places) {
            this.slabs = slabs;
            this.places = places;
        }

        Slabs slabs() {
            return slabs;
        }

        Places places() {
            return places;
        }
    }

    /** Entries that were ever put, those removed included. */
    public int count() {
        return count;
    }

    public Optional<PackedChange> find(Kind kind, String id) {
        return find((byte) kind.code(), PackedChange.idBytes(id));
    }

    Optional<PackedChange> find(byte kind, byte[] id) {
        State now = state;
        try {
            long held = now.places().at(place(now, kind, id, hash(kind, id)));
            return held == Places.FREE
                    ? Optional.empty()
                    : Optional.of(new PackedChange(now.slabs().read(Places.address(held))));
        } catch (IllegalStateException e) {
            if (state == now) {
                throw e;
            }
            // the entries were moved meanwhile
            return find(kind, id);
        }
    }

    /** The change that is there for the same entry, if there is one. */
    public Optional<PackedChange> find(PackedChange other) {
        return find(other.kindCode(), other.idBytes());
    }

    /** Puts a change in the place of the one of its entry. */
    public void put(PackedChange change) {
        makeRoom();
        State now = state;
        byte[] id = change.idBytes();
        long hash = hash(change.kindCode(), id);
        int place = place(now, change.kindCode(), id, hash);
        long held = now.places().at(place);
        if (held == Places.FREE) {
            count++;
        } else {
            outOfDate += now.slabs().sizeOf(Places.address(held));
        }
        now.places().put(place, hash, now.slabs().add(change.bytes()));
    }

    /** Shows every change, in no order; by the thread that writes. */
    public void forEach(Consumer<PackedChange> consumer) {
        State now = state;
        for (int place = 0; place < now.places().count(); place++) {
            long held = now.places().at(place);
            if (held != Places.FREE) {
                consumer.accept(new PackedChange(now.slabs().read(Places.address(held))));
            }
        }
    }

    /** Shows every change in the order of their numbers; by the thread that writes. */
    public void inOrder(Consumer<PackedChange> consumer) {
        State now = state;
        long[] sequences = new long[count];
        int[] seen = {0};
        forEach(change -> sequences[seen[0]++] = change.sequence());
        Arrays.sort(sequences);
        long[] ordered = new long[count];
        for (int place = 0; place < now.places().count(); place++) {
            long held = now.places().at(place);
            if (held != Places.FREE) {
                long sequence = new PackedChange(now.slabs().read(Places.address(held))).sequence();
                int at = Arrays.binarySearch(sequences, sequence);
                while (at > 0 && sequences[at - 1] == sequence) {
                    at--;
                }
                while (ordered[at] != Places.FREE) {
                    at++;
                }
                ordered[at] = held;
            }
        }
        for (long held : ordered) {
            consumer.accept(new PackedChange(now.slabs().read(Places.address(held))));
        }
    }

    @Override
    public void close() {
        state.places().close();
        state.slabs().close();
    }

    /** Bytes of memory that entries take, without what finds them. */
    long bytes() {
        return state.slabs().used();
    }

    private void makeRoom() {
        State now = state;
        boolean full = (count + 1L) * OF > (long) now.places().count() * TAKEN;
        boolean stale = outOfDate > now.slabs().used() / 3 + SPARE;
        if (full || stale) {
            moveTo(new State(
                    stale ? new Slabs() : now.slabs(),
                    new Places(full ? now.places().count() * 2 : now.places().count())));
        }
    }

    private void moveTo(State fresh) {
        State now = state;
        for (int place = 0; place < now.places().count(); place++) {
            long held = now.places().at(place);
            if (held != Places.FREE) {
                long from = Places.address(held);
                long address = fresh.slabs() == now.slabs()
                        ? from
                        : fresh.slabs().add(now.slabs().read(from));
                putNew(fresh.places(), hash(now.slabs(), from), address);
            }
        }
        state = fresh;
        now.places().close();
        if (fresh.slabs() != now.slabs()) {
            now.slabs().close();
            outOfDate = 0;
        }
    }

    private static void putNew(Places places, long hash, long address) {
        int place = places.first(hash);
        while (places.at(place) != Places.FREE) {
            place = places.next(place);
        }
        places.put(place, hash, address);
    }

    /** The place of an entry, or the free one where it would go. */
    private static int place(State in, byte kind, byte[] id, long hash) {
        int place = in.places().first(hash);
        long held = in.places().at(place);
        while (held != Places.FREE && !(Places.sameHash(held, hash) && isOf(in.slabs(), held, kind, id))) {
            place = in.places().next(place);
            held = in.places().at(place);
        }
        return place;
    }

    private static boolean isOf(Slabs slabs, long held, byte kind, byte[] id) {
        long address = Places.address(held);
        int length = idLength(slabs, address);
        return slabs.octet(address, 0) == kind && length == id.length && slabs.matches(address, PackedChange.HEAD, id);
    }

    private static int idLength(Slabs slabs, long address) {
        return PackedChange.idLength(
                slabs.octet(address, PackedChange.HEAD - 2), slabs.octet(address, PackedChange.HEAD - 1));
    }

    private static long hash(Slabs slabs, long address) {
        return hash(slabs.octet(address, 0), slabs.read(address, PackedChange.HEAD, idLength(slabs, address)));
    }

    /** FNV-1a, and then mixed so that all bits depend on all of the id. */
    private static long hash(byte kind, byte[] id) {
        long hash = 0xcbf29ce484222325L ^ kind;
        for (byte octet : id) {
            hash = (hash ^ (octet & 0xFF)) * 0x100000001b3L;
        }
        hash = (hash ^ (hash >>> 33)) * 0xff51afd7ed558ccdL;
        hash = (hash ^ (hash >>> 33)) * 0xc4ceb9fe1a85ec53L;
        return hash ^ (hash >>> 33);
    }
}
