/** What a scripted provider says in a conversation, whichever dialect it is asked in: turns, and how each dialect words them. */
@NullMarked
package io.piuptime.testkit.turn;

import org.jspecify.annotations.NullMarked;
