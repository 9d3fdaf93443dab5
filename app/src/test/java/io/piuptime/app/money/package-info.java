/** Tests of {@link io.piuptime.app.money}. */
@NullMarked
package io.piuptime.app.money;

import org.jspecify.annotations.NullMarked;
