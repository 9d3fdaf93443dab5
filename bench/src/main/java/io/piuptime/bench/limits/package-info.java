/** What holding exchanges to limits costs: taking of all that bind, and settling. */
@NullMarked
package io.piuptime.bench.limits;

import org.jspecify.annotations.NullMarked;
