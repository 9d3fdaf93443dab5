/** What the directory holds: tenants, teams, applications, keys, users, roles, budgets and sealed secrets. */
@NullMarked
package io.piuptime.model.directory;

import org.jspecify.annotations.NullMarked;
