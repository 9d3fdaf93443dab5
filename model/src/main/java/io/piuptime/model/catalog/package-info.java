/** What is offered and where it can be sent: providers, targets, models and their timers. */
@NullMarked
package io.piuptime.model.catalog;

import org.jspecify.annotations.NullMarked;
