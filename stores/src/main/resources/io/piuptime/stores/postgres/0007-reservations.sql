-- What attempts of an exchange had set aside of budgets, in millionths of a dollar, and what of that nobody has confirmed.
ALTER TABLE usage
    ADD COLUMN reserved_micros    bigint NOT NULL DEFAULT 0,
    ADD COLUMN unconfirmed_micros bigint NOT NULL DEFAULT 0;
