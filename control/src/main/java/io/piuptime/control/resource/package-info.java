/** Tenants, teams, applications, users, roles and budgets: five routes that are the same for all, and what is particular about each. */
@NullMarked
package io.piuptime.control.resource;

import org.jspecify.annotations.NullMarked;
