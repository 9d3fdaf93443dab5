/** Tests of what goes on with streams that broke off. */
@NullMarked
package io.piuptime.dialects.resume;

import org.jspecify.annotations.NullMarked;
