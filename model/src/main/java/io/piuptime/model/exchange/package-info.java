/** What passes through: the operation asked for, who asks, and why an exchange was refused. */
@NullMarked
package io.piuptime.model.exchange;

import org.jspecify.annotations.NullMarked;
