package io.piuptime.gateway.directory.codec;

/** Numbers of the fields. They are on disk and in databases: none is ever used for something else. */
final class Tag {
    static final int ID = 1;
    static final int TENANT = 2;
    static final int NAME = 3;
    static final int INACTIVE = 4;
    static final int CREATED = 5;
    static final int ACCESS = 6;
    static final int LIMIT = 7;
    static final int TEAM = 8;
    static final int APPLICATION = 9;
    static final int USER = 10;
    static final int HASH = 11;
    static final int HASH_TEXT = 12;
    static final int PERMISSION = 13;
    static final int MARK = 14;
    static final int EXPIRES = 15;
    static final int REVOKED = 16;
    static final int GRANT = 17;
    static final int SUBJECT = 18;
    static final int CAP = 19;
    static final int STRICT = 20;
    static final int ALERT = 21;
    static final int FALLBACK = 22;
    static final int VERSION = 23;
    static final int SEALED = 24;
    static final int ABRUPT = 31;

    private Tag() {}

    /** Of what is allowed. */
    static final class OfAccess {
        static final int MODEL = 1;
        static final int ENDPOINT = 2;
        static final int ADDRESS = 3;

        private OfAccess() {}
    }

    /** Of limits, and of the caps of budgets. */
    static final class OfLimit {
        static final int MEASURE = 1;
        static final int WINDOW = 2;
        static final int AMOUNT = 3;
        static final int MODEL = 4;
        static final int QUEUES = 5;
        static final int MEASURE_OF_SOME = 6;
        static final int EACH = 7;
        static final int ONLY = 8;

        private OfLimit() {}
    }

    /** Of two texts that belong together: a tag's name and value, a role and its team, a level and an id. */
    static final class OfPair {
        static final int FIRST = 1;
        static final int SECOND = 2;

        private OfPair() {}
    }
}
