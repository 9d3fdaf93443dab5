/** Where requests may go whose address somebody wrote through the admin API: hosts are looked up here, checked and pinned. */
@NullMarked
package io.piuptime.gateway.egress;

import org.jspecify.annotations.NullMarked;
