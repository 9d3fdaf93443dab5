package io.piuptime.app.config;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Says of a key what it means, what it is when absent, and how small or large it may be. */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.RECORD_COMPONENT)
public @interface Describe {
    /** What the key means, in words for its reader. */
    String value();

    /** The value of an absent key, as it would be written; empty if there is none. */
    String byDefault() default "";

    /** The least number, bytes of a size or milliseconds of a duration. */
    long min() default 1;

    /** The greatest. */
    long max() default Long.MAX_VALUE;
}
