package io.piuptime.gateway.route;

/** Numbers that stand for texts, alike on all nodes and after a restart, with bits spread as a generator of random ones does. */
final class Mix {
    private Mix() {}

    static long of(String text) {
        return of(text.hashCode() + ((long) text.length() << Integer.SIZE));
    }

    static long of(long value) {
        long bits = (value ^ (value >>> 30)) * 0xbf58476d1ce4e5b9L;
        bits = (bits ^ (bits >>> 27)) * 0x94d049bb133111ebL;
        return bits ^ (bits >>> 31);
    }
}
