/** Tests of objects that lie at providers. */
@NullMarked
package io.piuptime.gateway.authorize.owned;

import org.jspecify.annotations.NullMarked;
