/** What translation costs by itself: requests as coding agents send them, from every dialect to every other. */
@NullMarked
package io.piuptime.bench.translate;

import org.jspecify.annotations.NullMarked;
