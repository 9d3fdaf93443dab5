/** Proofs for the large clouds: signatures of AWS, tokens of Google and Microsoft. */
@NullMarked
package io.piuptime.dialects.sign.cloud;

import org.jspecify.annotations.NullMarked;
