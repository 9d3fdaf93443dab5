/** Where a server finds its AWS keys. */
@NullMarked
package io.piuptime.dialects.sign.aws;

import org.jspecify.annotations.NullMarked;
