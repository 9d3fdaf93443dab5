package io.piuptime.model.limit;

import static java.util.Objects.requireNonNull;

import java.util.Optional;

/** Whose use a limit counts, of all that is done below the place where it is written. */
public sealed interface Whose {
    /** Everybody's, together. */
    Whose ALL = new All();

    /** What can be written of each one, for messages. */
    String EACH = "tenant, team, application, key, user, end-user, model, or a tag's name such as tag/project";

    /** What can be written of one alone, for messages. */
    String ONLY = "a level and an id, such as end-user/alice or tag/project=alpha; not beside each";

    /** How it stands in a limit's id; nothing for everybody. */
    String text();

    /** What is written of each one or of one alone; empty if one of them cannot be read, or both are there. */
    static Optional<Whose> parse(Optional<String> each, Optional<String> only) {
        if (each.isPresent()) {
            return only.isPresent() ? Optional.empty() : Each.parse(each.get()).map(Whose.class::cast);
        }
        return only.isPresent() ? Subject.parse(only.get()).map(Only::new) : Optional.of(ALL);
    }

    /** Everybody's together. */
    record All() implements Whose {
        @Override
        public String text() {
            return "";
        }
    }

    /**
     * Everybody's by themselves: the limit is each one's own.
     *
     * @param tag the name of the tag whose values are told apart, for {@link Level#TAG}; otherwise empty
     */
    record Each(Level level, String tag) implements Whose {
        public Each {
            requireNonNull(level, "level");
            if (tag.isEmpty() == (level == Level.TAG)) {
                throw new IllegalArgumentException("each: '" + level.id() + "/" + tag
                        + "' (expected: a tag's name for a tag, and for nothing else)");
            }
        }

        @Override
        public String text() {
            return "each " + written();
        }

        /** {@code end-user}, {@code tag/project}. */
        public String written() {
            return tag.isEmpty() ? level.id() : level.id() + "/" + tag;
        }

        /** The one that is written so; empty if none is. */
        public static Optional<Each> parse(String text) {
            int slash = text.indexOf('/');
            String tag = slash < 0 ? "" : text.substring(slash + 1);
            return Level.of(slash < 0 ? text : text.substring(0, slash))
                    .filter(level -> tag.isEmpty() != (level == Level.TAG) && tag.isEmpty() == slash < 0)
                    .map(level -> new Each(level, tag));
        }
    }

    /** One's alone. Where a limit of the same measure, window and model is each one's, this one takes its place. */
    record Only(Subject subject) implements Whose {
        public Only {
            requireNonNull(subject, "subject");
        }

        @Override
        public String text() {
            return "only " + subject.text();
        }
    }
}
