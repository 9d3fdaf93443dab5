/** Real servers for tests: a PostgreSQL and a Redis that are started, killed, frozen and started again. */
@NullMarked
package io.piuptime.testkit.server;

import org.jspecify.annotations.NullMarked;
