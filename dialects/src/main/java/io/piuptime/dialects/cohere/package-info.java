/** Chat as the second version of Cohere's API speaks it. */
@NullMarked
package io.piuptime.dialects.cohere;

import org.jspecify.annotations.NullMarked;
