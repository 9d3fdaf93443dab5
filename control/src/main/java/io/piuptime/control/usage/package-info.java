/** Usage records: paging, export, retention. */
@NullMarked
package io.piuptime.control.usage;

import org.jspecify.annotations.NullMarked;
