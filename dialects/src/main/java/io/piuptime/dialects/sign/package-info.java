/** Keys and tokens that run out: where they come from, and that they are there when a request is to be sent. */
@NullMarked
package io.piuptime.dialects.sign;

import org.jspecify.annotations.NullMarked;
