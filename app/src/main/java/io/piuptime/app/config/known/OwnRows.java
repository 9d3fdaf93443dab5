package io.piuptime.app.config.known;

import io.piuptime.app.config.GatewayConfig;
import io.piuptime.catalog.known.Catalogue;
import io.piuptime.catalog.known.Overlay;

/** The rows that a configuration puts over those of the catalogue. */
public final class OwnRows {
    private final Overlay rows;

    private OwnRows(Overlay rows) {
        this.rows = rows;
    }

    /**
     * Takes the rows that are written in a configuration.
     *
     * @throws io.piuptime.catalog.row.InvalidRowException if a model's name is none
     */
    public static OwnRows of(GatewayConfig config) {
        return new OwnRows(
                Overlay.of(config.catalogue().providers(), config.catalogue().models(), "catalogue.models"));
    }

    /**
     * A catalogue with these rows over its own.
     *
     * @throws io.piuptime.catalog.row.InvalidRowException if a row is wrong or not complete
     */
    public Catalogue over(Catalogue catalogue) {
        return rows.equals(Overlay.NONE) ? catalogue : catalogue.with(rows);
    }
}
