/** The canonical form of a conversation with a model: what every dialect is read into and written from. */
@NullMarked
package io.piuptime.model.chat;

import org.jspecify.annotations.NullMarked;
