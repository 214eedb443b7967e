-- The views of `wenbiao corpus sql`, over the tables of the store (docs/corpus.md lists both).
-- A file is a list of CREATE VIEW statements; the line above each says what one row is.

-- finding with its document
CREATE VIEW findings_in_place AS
SELECT d.path, d.unit, d.division_code, d.division_name, d.year, d.genre, f.*
FROM findings f JOIN documents d USING (document);
