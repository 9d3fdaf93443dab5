/** What every part of the admin API shares: routes, questions, problems, JSON. */
@NullMarked
package io.piuptime.control.api;

import org.jspecify.annotations.NullMarked;
