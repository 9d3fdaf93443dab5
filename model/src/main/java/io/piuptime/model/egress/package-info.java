/** Where requests may go whose address somebody wrote through the admin API: which names and addresses are allowed. */
@NullMarked
package io.piuptime.model.egress;

import org.jspecify.annotations.NullMarked;
