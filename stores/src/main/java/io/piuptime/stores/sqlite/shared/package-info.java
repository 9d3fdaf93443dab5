/** What all nodes of an installation share beside keys and usage, in SQLite: revisions, and the list of nodes. */
@NullMarked
package io.piuptime.stores.sqlite.shared;

import org.jspecify.annotations.NullMarked;
