/** The keys of this node that secrets are sealed with, as its configuration names them. */
@NullMarked
package io.piuptime.app.secrets;

import org.jspecify.annotations.NullMarked;
