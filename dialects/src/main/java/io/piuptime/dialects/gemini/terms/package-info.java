/** The words, counts and small forms that requests, replies and streams of Gemini share. */
@NullMarked
package io.piuptime.dialects.gemini.terms;

import org.jspecify.annotations.NullMarked;
