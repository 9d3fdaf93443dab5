/** Quirks of providers: what is changed in a request of OpenAI's chat that is written for a provider that takes it otherwise. */
@NullMarked
package io.piuptime.dialects.quirks;

import org.jspecify.annotations.NullMarked;
