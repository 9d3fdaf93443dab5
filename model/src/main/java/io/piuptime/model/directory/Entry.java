package io.piuptime.model.directory;

/**
 * One entry of the directory: data that changes while nodes run, of which every node holds a replica. Ids are unique within a
 * kind, over all tenants.
 */
public sealed interface Entry permits Tenant, Team, Application, KeyEntry, User, Role, Budget, StoredSecret {
    Kind kind();

    String id();

    /** Id of the tenant that it belongs to; a tenant belongs to itself. */
    String tenant();

    /** What people call it. */
    String name();

    /** Id of what it hangs below: the team of an application, the application of a key; of most the tenant. */
    default String parent() {
        return tenant();
    }
}
