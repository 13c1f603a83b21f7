-- The worst of the windows by 5 minutes and by the hour: long ranges are read from here. Rows are updated in place
-- while their stretch lasts, so pages keep room for it.
CREATE TABLE "evaluation_span" (
    "model_id" TEXT NOT NULL,
    "span_ms" INTEGER NOT NULL,
    "start_at" TIMESTAMPTZ(3) NOT NULL,
    "reference_id" TEXT NOT NULL,
    "verdict" TEXT NOT NULL,
    "ratio" REAL,
    "ratios" REAL[],
    "marks" TEXT NOT NULL,

    CONSTRAINT "evaluation_span_pkey" PRIMARY KEY ("model_id","span_ms","start_at","reference_id")
) WITH (fillfactor = 70);

ALTER TABLE "evaluation_span" ADD CONSTRAINT "evaluation_span_model_id_fkey" FOREIGN KEY ("model_id") REFERENCES "model"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- Place by place; null is less than everything, and the longer of two decides how many places there are.
CREATE FUNCTION worst_ratios(a REAL[], b REAL[]) RETURNS REAL[] LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT coalesce(array_agg(GREATEST(x, y) ORDER BY place), '{}')
      FROM unnest(a, b) WITH ORDINALITY AS pair (x, y, place) $$;

CREATE FUNCTION worst_marks(a TEXT, b TEXT) RETURNS TEXT LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT coalesce(string_agg(
             CASE WHEN y IS NULL OR strpos('-iowc', x) >= strpos('-iowc', y) THEN x ELSE y END, '' ORDER BY place), '')
      FROM unnest(string_to_array(a, NULL), string_to_array(b, NULL)) WITH ORDINALITY AS pair (x, y, place) $$;

CREATE FUNCTION worst_verdict(a TEXT, b TEXT) RETURNS TEXT LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT verdict FROM unnest(ARRAY['no-data', 'insufficient', 'ok', 'warning', 'critical'])
           WITH ORDINALITY AS known (verdict, severity)
     WHERE verdict IN (a, b) ORDER BY severity DESC LIMIT 1 $$;

CREATE AGGREGATE worst_ratios_of(REAL[]) (sfunc = worst_ratios, stype = REAL[]);
CREATE AGGREGATE worst_marks_of(TEXT) (sfunc = worst_marks, stype = TEXT);
CREATE AGGREGATE worst_verdict_of(TEXT) (sfunc = worst_verdict, stype = TEXT);

-- What a span keeps of a window's ratios: four digits after the point, rounded down, null where nothing was judged.
CREATE FUNCTION span_ratios(ratios DOUBLE PRECISION[], marks TEXT) RETURNS REAL[] LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT coalesce(array_agg(
             CASE WHEN substr(marks, place::int, 1) IN ('o', 'w', 'c') THEN (floor(ratio * 10000) / 10000)::real END
             ORDER BY place), '{}')
      FROM unnest(ratios) WITH ORDINALITY AS one (ratio, place) $$;

-- Windows that were judged before this table was there.
INSERT INTO "evaluation_span" (model_id, span_ms, start_at, reference_id, verdict, ratio, ratios, marks)
SELECT model_id, 300000, to_timestamp(ceil(extract(epoch FROM window_end_at) / 300) * 300 - 300), reference_id,
       worst_verdict_of(verdict),
       max((floor(ratio * 10000) / 10000)::real) FILTER (WHERE verdict NOT IN ('no-data', 'insufficient')),
       worst_ratios_of(span_ratios(ratios, marks)), worst_marks_of(marks)
  FROM "evaluation" GROUP BY 1, 3, 4;

INSERT INTO "evaluation_span" (model_id, span_ms, start_at, reference_id, verdict, ratio, ratios, marks)
SELECT model_id, 3600000, to_timestamp(floor(extract(epoch FROM start_at) / 3600) * 3600), reference_id,
       worst_verdict_of(verdict), max(ratio), worst_ratios_of(ratios), worst_marks_of(marks)
  FROM "evaluation_span" GROUP BY 1, 3, 4;
