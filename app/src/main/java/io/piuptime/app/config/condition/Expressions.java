package io.piuptime.app.config.condition;

import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.CelOptions;
import dev.cel.common.CelValidationException;
import dev.cel.common.CelValidationResult;
import dev.cel.common.types.SimpleType;
import dev.cel.compiler.CelCompiler;
import dev.cel.compiler.CelCompilerBuilder;
import dev.cel.compiler.CelCompilerFactory;
import dev.cel.parser.CelStandardMacro;
import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelRuntime;
import dev.cel.runtime.CelRuntimeFactory;

/**
 * Compiles texts in CEL. There are no loops in them and they are short, so what one costs is bounded by its length and by
 * what it looks at; regular expressions take time in proportion to their text.
 */
final class Expressions {
    /** The longest text, in characters. */
    static final int LONGEST = 2_000;

    /** The most levels of brackets, calls and operators in each other. */
    static final int DEEPEST = 32;

    private static final int MOST_PARTS = 500;
    /** The most instructions that a regular expression may compile to. */
    static final int REGEX_STEPS = 1_000;

    private static final CelOptions OPTIONS = CelOptions.current()
            .maxExpressionCodePointSize(LONGEST)
            .maxParseRecursionDepth(DEEPEST)
            .maxParseExpressionNodeCount(MOST_PARTS)
            .maxRegexProgramSize(REGEX_STEPS)
            .enableComprehension(false)
            .build();

    private final CelCompiler compiler;
    private final CelRuntime runtime;

    Expressions() {
        CelCompilerBuilder builder = CelCompilerFactory.standardCelCompilerBuilder()
                .setOptions(OPTIONS)
                .setStandardMacros(CelStandardMacro.HAS)
                .setResultType(SimpleType.BOOL);
        for (Variable variable : Variable.values()) {
            builder.addVar(variable.word(), variable.type());
        }
        this.compiler = builder.build();
        // the newer one copies every map that it is given: no header could be looked up without listing all
        this.runtime =
                CelRuntimeFactory.legacyCelRuntimeBuilder().setOptions(OPTIONS).build();
    }

    /**
     * Compiles a text.
     *
     * @throws WrongConditionException if it is not a condition
     */
    CelRuntime.Program compile(String text) throws WrongConditionException {
        if (text.length() > LONGEST) {
            throw new WrongConditionException(
                    new Wrong("of " + text.length() + " characters", "expected: at most " + LONGEST + " characters"));
        }
        CelValidationResult result = compiler.compile(text);
        if (result.hasError()) {
            throw new WrongConditionException(
                    new Complaint(text).of(result.getErrors().getFirst()));
        }
        try {
            CelAbstractSyntaxTree tree = result.getAst();
            new Scrutiny(tree).run();
            return runtime.createProgram(tree);
        } catch (CelValidationException | CelEvaluationException e) {
            throw new IllegalStateException("a condition without errors (expected: compiles)", e);
        }
    }
}
