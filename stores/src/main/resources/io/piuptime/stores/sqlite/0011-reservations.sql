-- What attempts of an exchange had set aside of budgets, in millionths of a dollar, and what of that nobody has confirmed.
ALTER TABLE usage ADD COLUMN reserved_micros    INTEGER NOT NULL DEFAULT 0;
ALTER TABLE usage ADD COLUMN unconfirmed_micros INTEGER NOT NULL DEFAULT 0;
