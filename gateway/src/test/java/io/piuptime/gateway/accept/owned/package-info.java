/** Tests of objects that lie at providers. */
@NullMarked
package io.piuptime.gateway.accept.owned;

import org.jspecify.annotations.NullMarked;
