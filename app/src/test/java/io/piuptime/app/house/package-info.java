/** The rules of the house, each checked by a test that prints its value and its limit. */
@NullMarked
package io.piuptime.app.house;

import org.jspecify.annotations.NullMarked;
