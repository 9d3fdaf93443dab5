/** Tests of every fault that a provider and its network can have, with two targets where that matters. */
@NullMarked
package io.piuptime.app.e2e.fault;

import org.jspecify.annotations.NullMarked;
