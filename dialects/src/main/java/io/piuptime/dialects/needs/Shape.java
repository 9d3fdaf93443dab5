package io.piuptime.dialects.needs;

import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * A place of a body that says something of the request's needs, and the places inside it. The elements of a list have the
 * shape of the list.
 */
final class Shape {
    /** Who speaks. */
    static final String ROLE = "role";

    private final Means means;
    private final List<Word> words;
    private final List<Member> members;

    /** A word and the bits that it means. */
    record Word(String word, int bits) {}

    /** A member with the shape of its value. */
    record Member(String name, Shape shape) {}

    private final byte[][] wordBytes;
    private final byte[][] names;
    private final boolean turn;

    private Shape(Means means, List<Word> words, List<Member> members) {
        this.means = means;
        this.words = List.copyOf(words);
        this.members = List.copyOf(members);
        this.wordBytes = words.stream().map(word -> ascii(word.word())).toArray(byte[][]::new);
        this.turn = members.stream().anyMatch(member -> member.name().equals(ROLE));
        this.names = members.stream().map(member -> ascii(member.name())).toArray(byte[][]::new);
    }

    /** An object with something inside. */
    static Shape of(Member... members) {
        return new Shape(Means.NOTHING, List.of(), List.of(members));
    }

    /** A text of the prompt, or an object with something inside. */
    static Shape prompt(Member... members) {
        return new Shape(Means.PROMPT, List.of(), List.of(members));
    }

    static Shape media() {
        return new Shape(Means.MEDIA, List.of(), List.of());
    }

    static Shape output() {
        return new Shape(Means.OUTPUT, List.of(), List.of());
    }

    /** What has some bits by being there, and not null. */
    static Shape present(int bits) {
        return new Shape(Means.PRESENT, List.of(new Word("", bits)), List.of());
    }

    /** One word that has some bits, or an object whose type is that word. */
    static Shape word(String word, int bits) {
        return words(new Word(word, bits));
    }

    static Shape words(Word... words) {
        Shape plain = new Shape(Means.WORD, List.of(words), List.of());
        return new Shape(Means.WORD, List.of(words), List.of(new Member("type", plain)));
    }

    static Member member(String name, Shape shape) {
        return new Member(name, shape);
    }

    Means means() {
        return means;
    }

    /** Whether an object says who speaks. */
    boolean isTurn() {
        return turn;
    }

    byte[][] wordBytes() {
        return wordBytes;
    }

    int bits(int word) {
        return words.get(word).bits();
    }

    int size() {
        return names.length;
    }

    byte[] name(int member) {
        return names[member];
    }

    Shape inside(int member) {
        return members.get(member).shape();
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
