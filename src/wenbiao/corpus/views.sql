-- The views of `wenbiao corpus sql`, over the tables of a store. The comment above each is its line in docs/corpus.md.

-- findings_in_place: a finding with its document
CREATE VIEW findings_in_place AS
SELECT d.path, d.unit, d.unit_type, d.division_code, d.division_name, d.year, d.genre, f.* EXCLUDE (unit),
       f.unit AS measure
FROM findings f JOIN documents d USING (document);

-- figures: a stated figure with its document and the first cell, figure or formula it was checked against
CREATE VIEW figures AS
SELECT d.path, d.unit, d.division_name, d.year, f.* EXCLUDE (unit), f.unit AS measure, a.role AS against, a.quote AS found, a.value AS found_value,
       a.unit AS found_unit, a.label AS found_at
FROM facts f JOIN documents d USING (document)
LEFT JOIN alignments a ON a.document = f.document AND a.ordinal = f.ordinal AND a.rank = 0;

-- goals: an annual goal with its document and what the judge says of it
CREATE VIEW goals AS
SELECT d.path, d.unit, d.division_name, d.year, s.document, s.ordinal, s.text, s.vague, s.boilerplate, s.vague_probability,
       s.boilerplate_probability
FROM sentences s JOIN documents d USING (document)
WHERE s.role = 'annual_goal';

-- weak_indicators: an indicator that is vague or boilerplate, with its document
CREATE VIEW weak_indicators AS
SELECT d.path, d.unit, d.division_name, d.year, i.*
FROM indicators i JOIN documents d USING (document)
WHERE i.vague OR i.boilerplate;

-- rules_seen: a rule, how often it found something, and in which share of all documents
CREATE VIEW rules_seen AS
SELECT code, any_value("group") AS "group", any_value(name) AS name, count(*) AS findings,
       count(DISTINCT document) AS documents,
       count(DISTINCT document) / (SELECT count(*) FROM documents) AS share
FROM findings GROUP BY code;

-- divisions: a division in a year, plain counts and medians; intervals and fair ranks are what `corpus stats` is for
CREATE VIEW divisions AS
SELECT division_code, any_value(division_name) AS division_name, year, count(*) AS documents, count(DISTINCT unit) AS units,
       sum(facts_checked) AS checked, sum(facts_holding) AS holding, sum(errors) AS errors,
       sum(goals) AS goals, sum(goals_vague) AS goals_vague, median(quality) AS quality, median(self_score) AS self_score
FROM documents GROUP BY division_code, year;

-- unit_years: a unit in a year with the year before beside it
CREATE VIEW unit_years AS
SELECT unit, division_code, genre, year, document, errors, quality, self_score,
       lag(quality) OVER w AS quality_before, lag(self_score) OVER w AS self_score_before, lag(year) OVER w AS year_before
FROM documents WHERE unit IS NOT NULL AND year IS NOT NULL
WINDOW w AS (PARTITION BY unit, division_code, genre ORDER BY year, document);

-- shared_sentences: wording that several units use word for word, years, numbers and their own names apart
CREATE VIEW shared_sentences AS
SELECT s.hash, count(DISTINCT d.unit) AS units, count(DISTINCT s.document) AS documents, min(d.year) AS first_year,
       any_value(s.role) AS role, any_value(s.text) AS text
FROM sentences s JOIN documents d USING (document)
WHERE length(s.folded) >= 20
GROUP BY s.hash HAVING count(DISTINCT d.unit) > 1;
