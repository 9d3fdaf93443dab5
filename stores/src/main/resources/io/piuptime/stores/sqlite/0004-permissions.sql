-- What a key may do beyond asking models: each as its length in characters, a colon and the name.
ALTER TABLE key_changes ADD COLUMN permissions TEXT NOT NULL DEFAULT '';
