/** What a directory of very many keys costs: memory, the start, and finding out who asks. */
@NullMarked
package io.piuptime.bench.directory;

import org.jspecify.annotations.NullMarked;
