package io.piuptime.control.resource;

import io.piuptime.control.access.Roles;
import io.piuptime.control.api.Route;
import io.piuptime.control.register.Register;
import java.util.List;
import java.util.stream.Stream;

/** The routes of tenants, teams, applications, users, roles and budgets. */
public final class ResourcesApi {
    private final List<Resource<?>> resources;

    public ResourcesApi(Workshop shop, Roles roles) {
        Register register = shop.register();
        Tenancy tenancy = new Tenancy(register);
        this.resources = Stream.of(
                        new TenantForm(),
                        new TeamForm(tenancy),
                        new ApplicationForm(register),
                        new UserForm(register, roles),
                        new RoleForm(tenancy),
                        new BudgetForm(register))
                .<Resource<?>>map(form -> new Resource<>(form, shop))
                .toList();
    }

    public List<Route> routes() {
        return resources.stream()
                .flatMap(resource -> resource.routes().stream())
                .toList();
    }
}
