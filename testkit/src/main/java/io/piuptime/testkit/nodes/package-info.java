/** Several nodes in one process, which share limits through one store. */
@NullMarked
package io.piuptime.testkit.nodes;

import org.jspecify.annotations.NullMarked;
