/** Single requests to addresses that somebody wrote through the admin API, such as webhooks. */
@NullMarked
package io.piuptime.gateway.send.fetch;

import org.jspecify.annotations.NullMarked;
