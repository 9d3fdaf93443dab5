package io.piuptime.app.config.condition;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.ast.CelConstant;
import dev.cel.common.ast.CelExpr;
import dev.cel.common.navigation.CelNavigableAst;
import dev.cel.common.navigation.CelNavigableExpr;
import io.piuptime.model.routing.VisibleHeaders;
import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Finds in a condition what would be wrong at every exchange, though its types are right. */
final class Scrutiny {
    private final CelAbstractSyntaxTree tree;

    Scrutiny(CelAbstractSyntaxTree tree) {
        this.tree = tree;
    }

    void run() throws WrongConditionException {
        for (CelNavigableExpr node :
                CelNavigableAst.fromAst(tree).getRoot().allNodes().toList()) {
            CelExpr expr = node.expr();
            switch (expr.getKind()) {
                case IDENT -> whole(expr, node.parent().map(CelNavigableExpr::expr));
                case SELECT -> selected(expr.select());
                case CALL -> call(expr.call());
                default -> {}
            }
        }
    }

    /** Headers are looked up; as a whole they are of no use. */
    private static void whole(CelExpr ident, Optional<CelExpr> parent) throws WrongConditionException {
        if (isHeaders(ident) && !parent.map(above -> looksUp(above, ident)).orElse(false)) {
            throw wrong("request.headers as a whole", "expected: one header, as in \"x-team\" in request.headers");
        }
    }

    private static boolean looksUp(CelExpr above, CelExpr headers) {
        return switch (above.getKind()) {
            case SELECT -> true;
            case CALL ->
                switch (above.call().function()) {
                    case "_[_]" -> above.call().args().getFirst().id() == headers.id();
                    case "@in" -> above.call().args().getLast().id() == headers.id();
                    default -> false;
                };
            default -> false;
        };
    }

    private static void selected(CelExpr.CelSelect select) throws WrongConditionException {
        if (isHeaders(select.operand())) {
            header(select.field());
        }
    }

    private static void call(CelExpr.CelCall call) throws WrongConditionException {
        List<CelExpr> args = call.args();
        Optional<String> last = args.isEmpty() ? Optional.empty() : text(args.getLast());
        switch (call.function()) {
            case "_[_]" -> {
                if (isHeaders(args.getFirst()) && last.isPresent()) {
                    header(last.get());
                }
            }
            case "@in" -> {
                Optional<String> name = text(args.getFirst());
                if (isHeaders(args.getLast()) && name.isPresent()) {
                    header(name.get());
                }
            }
            case "matches" -> {
                if (last.isPresent()) {
                    pattern(last.get());
                }
            }
            case "timestamp" -> {
                if (last.isPresent()) {
                    moment(last.get());
                }
            }
            default -> {
                if (call.function().startsWith("get") && last.isPresent()) {
                    zone(last.get());
                }
            }
        }
    }

    private static void header(String name) throws WrongConditionException {
        if (!name.equals(name.toLowerCase(Locale.ROOT))) {
            throw wrong("header '" + name + "'", "expected: its name in lower case");
        }
        if (!VisibleHeaders.isVisible(name)) {
            throw wrong("header '" + name + "'", "expected: one that holds no credentials");
        }
    }

    private static void pattern(String pattern) throws WrongConditionException {
        try {
            if (Pattern.compile(pattern).programSize() > Expressions.REGEX_STEPS) {
                throw wrong(
                        "regular expression '" + pattern + "'",
                        "expected: one of at most " + Expressions.REGEX_STEPS + " steps");
            }
        } catch (PatternSyntaxException e) {
            throw wrong("regular expression '" + pattern + "'", "expected: one that RE2 takes; " + e.getDescription());
        }
    }

    private static void moment(String moment) throws WrongConditionException {
        try {
            OffsetDateTime.parse(moment);
        } catch (DateTimeException _) {
            throw wrong("timestamp '" + moment + "'", "expected: such as 2026-01-31T08:00:00Z");
        }
    }

    private static void zone(String zone) throws WrongConditionException {
        try {
            ZoneId.of(zone);
        } catch (DateTimeException _) {
            throw wrong("time zone '" + zone + "'", "expected: such as Europe/Berlin or +02:00");
        }
    }

    private static boolean isHeaders(CelExpr expr) {
        return expr.getKind() == CelExpr.ExprKind.Kind.IDENT
                && expr.ident().name().equals(Variable.HEADERS.word());
    }

    private static Optional<String> text(CelExpr expr) {
        return expr.getKind() == CelExpr.ExprKind.Kind.CONSTANT
                        && expr.constant().getKind() == CelConstant.Kind.STRING_VALUE
                ? Optional.of(expr.constant().stringValue())
                : Optional.empty();
    }

    private static WrongConditionException wrong(String what, String hint) {
        return new WrongConditionException(new Wrong(what, hint));
    }
}
