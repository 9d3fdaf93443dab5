package io.piuptime.app.house;

import static com.tngtech.archunit.core.domain.JavaCall.Predicates.target;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClass;
import java.io.ObjectInputStream;
import org.junit.jupiter.api.Test;

/** Where libraries and dangerous calls may be used. */
class BordersTest {
    private static final ProductClasses PRODUCT = new ProductClasses();

    @Test
    void only_accept_and_send_know_the_network_library() {
        PRODUCT.keep(
                "Vert.x and Netty outside accept and send",
                noClasses()
                        .that()
                        .resideOutsideOfPackages("io.piuptime.gateway.accept..", "io.piuptime.gateway.send..")
                        .should()
                        .dependOnClassesThat()
                        .resideInAnyPackage("io.vertx..", "io.netty.."));
    }

    @Test
    void only_stores_know_sql() {
        PRODUCT.keep(
                "SQL outside stores",
                noClasses()
                        .that()
                        .resideOutsideOfPackage("io.piuptime.stores..")
                        .should()
                        .dependOnClassesThat()
                        .resideInAnyPackage("java.sql..", "javax.sql..", "org.sqlite.."));
    }

    @Test
    void only_conditions_know_their_language_and_what_comes_with_it() {
        PRODUCT.keep(
                "CEL, Guava, Protobuf, ANTLR and RE2 outside app.config.condition",
                noClasses()
                        .that()
                        .resideOutsideOfPackage("io.piuptime.app.config.condition..")
                        .should()
                        .dependOnClassesThat()
                        .resideInAnyPackage("dev.cel..", "com.google..", "org.antlr..", "org.threeten.."));
    }

    @Test
    void only_main_ends_the_process() {
        PRODUCT.keep(
                "ends of the process outside app.Main",
                noClasses()
                        .that()
                        .haveNameNotMatching("io\\.piuptime\\.app\\.Main(\\$.*)?")
                        .should()
                        .callMethodWhere(target(owner(JavaClass.Predicates.belongToAnyOf(System.class, Runtime.class)))
                                .and(target(nameMatching("exit|halt")))));
    }

    @Test
    void nothing_starts_other_processes() {
        PRODUCT.keep(
                "starts of processes",
                noClasses()
                        .should()
                        .dependOnClassesThat()
                        .belongToAnyOf(ProcessBuilder.class)
                        .orShould()
                        .callMethodWhere(target(owner(JavaClass.Predicates.belongToAnyOf(Runtime.class)))
                                .and(target(nameMatching("exec")))));
    }

    @Test
    void nothing_turns_data_into_code() {
        PRODUCT.keep(
                "scripts and Java serialization",
                noClasses()
                        .should()
                        .dependOnClassesThat()
                        .resideInAnyPackage("javax.script..")
                        .orShould()
                        .dependOnClassesThat()
                        .belongToAnyOf(ObjectInputStream.class));
    }
}
