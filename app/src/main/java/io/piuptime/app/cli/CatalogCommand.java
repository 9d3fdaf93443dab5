package io.piuptime.app.cli;

import io.piuptime.app.cli.line.Arguments;
import io.piuptime.app.cli.line.CommandException;
import io.piuptime.app.cli.line.Table;
import io.piuptime.catalog.known.Catalogue;
import io.piuptime.catalog.known.KnownModel;
import io.piuptime.catalog.known.Overlay;
import io.piuptime.catalog.known.Stage;
import io.piuptime.catalog.provider.ProviderRow;
import io.piuptime.catalog.row.InvalidRowException;
import io.piuptime.catalog.row.Row;
import io.piuptime.model.catalog.Speech;
import io.piuptime.model.price.Price;
import io.piuptime.model.price.Unit;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.databind.json.JsonMapper;

/** {@code catalog providers} and {@code catalog models}: lists and searches what is known, without a gateway. */
final class CatalogCommand implements LocalCommand {
    private final InstantSource clock;

    CatalogCommand(InstantSource clock) {
        this.clock = clock;
    }

    @Override
    public void run(Arguments arguments, PrintStream out) {
        arguments.allow("rows");
        String what = arguments.words().size() < 2 ? "" : arguments.words().get(1);
        List<String> search = arguments.words().stream()
                .skip(2)
                .map(word -> word.toLowerCase(Locale.ROOT))
                .toList();
        switch (what) {
            case "providers" -> providers(catalogue(arguments), search, arguments.flag("json"), out);
            case "models" -> models(catalogue(arguments), search, arguments.flag("json"), out);
            default ->
                throw CommandException.wrongUsage("catalog '" + what + "': unknown (expected: providers, models)");
        }
    }

    private static Catalogue catalogue(Arguments arguments) {
        Catalogue shipped = Catalogue.shipped();
        Optional<String> file = arguments.option("rows");
        if (file.isEmpty()) {
            return shipped;
        }
        try {
            return shipped.with(Overlay.read(file.get(), Files.readString(Path.of(file.get()))));
        } catch (InvalidRowException e) {
            throw CommandException.failed(String.valueOf(e.getMessage()));
        } catch (IOException _) {
            throw CommandException.failed("--rows: " + file.get() + " (expected: a readable file of UTF-8)");
        }
    }

    private static void providers(Catalogue catalogue, List<String> search, boolean json, PrintStream out) {
        List<ProviderRow> found = catalogue.providers().stream()
                .filter(row ->
                        matches(search, Stream.concat(Stream.of(row.name(), row.title()), row.aliases().stream())))
                .toList();
        if (json) {
            out.println(write(found.stream()
                    .map(row -> CatalogJson.of(row, catalogue.models(row.name()).size()))
                    .toList()));
            return;
        }
        Table table = new Table("NAME", "TITLE", "SPEAKS", "KEY", "MODELS", "BASE URL");
        for (ProviderRow row : found) {
            table.add(
                    row.name(),
                    row.title(),
                    row.speaks().stream().map(Speech::wire).map(Row::written).collect(Collectors.joining(",")),
                    row.keys().isEmpty() ? "" : row.keys().getFirst(),
                    Integer.toString(catalogue.models(row.name()).size()),
                    row.own().baseUrl());
        }
        table.print(out);
    }

    private void models(Catalogue catalogue, List<String> search, boolean json, PrintStream out) {
        Instant now = clock.instant();
        List<KnownModel> found = catalogue.providers().stream()
                .flatMap(row -> catalogue.models(row.name()).stream())
                .filter(model -> matches(search, Stream.of(model.name(), model.title())))
                .toList();
        if (json) {
            out.println(write(
                    found.stream().map(model -> CatalogJson.of(model, now)).toList()));
            return;
        }
        Table table = new Table("MODEL", "CONTEXT", "OUTPUT", "$/M IN", "$/M OUT", "TAKES", "STAGE");
        for (KnownModel model : found) {
            Optional<Price> price = model.prices().at(now);
            table.add(
                    model.name(),
                    text(model.nature().limits().context()),
                    text(model.nature().limits().output()),
                    price.map(known -> rate(known, Unit.INPUT)).orElse(""),
                    price.map(known -> rate(known, Unit.OUTPUT)).orElse(""),
                    model.nature().inputs().stream().map(Row::written).collect(Collectors.joining(",")),
                    model.life().stage() == Stage.CURRENT
                            ? ""
                            : Row.written(model.life().stage()));
        }
        table.print(out);
    }

    /** Whether every word searched for stands in one of the texts. */
    private static boolean matches(List<String> search, Stream<String> texts) {
        List<String> folded = texts.map(text -> text.toLowerCase(Locale.ROOT)).toList();
        return search.stream().allMatch(word -> folded.stream().anyMatch(text -> text.contains(word)));
    }

    private static String text(OptionalLong limit) {
        return limit.isEmpty() ? "" : Long.toString(limit.getAsLong());
    }

    private static String rate(Price price, Unit unit) {
        return price.rates().of(unit).map(rate -> rate.text(unit)).orElse("");
    }

    private static String write(Object value) {
        return JsonMapper.shared().writeValueAsString(value);
    }
}
