/** The whole gateway as its users and its enemies meet it: over sockets, against fake providers. */
@NullMarked
package io.piuptime.app.e2e;

import org.jspecify.annotations.NullMarked;
