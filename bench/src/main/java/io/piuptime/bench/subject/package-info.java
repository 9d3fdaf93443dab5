/** The processes that are measured, and how. */
@NullMarked
package io.piuptime.bench.subject;

import org.jspecify.annotations.NullMarked;
