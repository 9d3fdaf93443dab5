ALTER TABLE one ADD COLUMN c integer;
ALTER TABLE nothing ADD COLUMN d integer;
