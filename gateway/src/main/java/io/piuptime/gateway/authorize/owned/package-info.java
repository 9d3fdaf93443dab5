/** Files, batches and responses that lie at providers: whose they are, and who may have them. */
@NullMarked
package io.piuptime.gateway.authorize.owned;

import org.jspecify.annotations.NullMarked;
