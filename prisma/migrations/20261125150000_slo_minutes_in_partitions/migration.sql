-- Minutes of SLOs in partitions of a week each, so that what no window reaches any more is dropped, not deleted, and
-- an hour's sums beside them. Rows of times that no partition was made for go to the default one: a write never fails.
ALTER TABLE "sli_minute" RENAME TO "sli_minute_before";
ALTER TABLE "sli_minute_before" RENAME CONSTRAINT "sli_minute_pkey" TO "sli_minute_before_pkey";

CREATE TABLE "sli_minute" (
    "slo_id" TEXT NOT NULL,
    "minute_at" TIMESTAMPTZ(3) NOT NULL,
    "good" BIGINT NOT NULL,
    "bad" BIGINT NOT NULL,
    "unknown" BIGINT NOT NULL,

    CONSTRAINT "sli_minute_pkey" PRIMARY KEY ("slo_id","minute_at")
) PARTITION BY RANGE ("minute_at");
CREATE TABLE "sli_minute_default" PARTITION OF "sli_minute" DEFAULT;

CREATE TABLE "sli_hour" (
    "slo_id" TEXT NOT NULL,
    "hour_at" TIMESTAMPTZ(3) NOT NULL,
    "good" BIGINT NOT NULL,
    "bad" BIGINT NOT NULL,
    "unknown" BIGINT NOT NULL,
    "measured" INTEGER NOT NULL,

    CONSTRAINT "sli_hour_pkey" PRIMARY KEY ("slo_id","hour_at")
) PARTITION BY RANGE ("hour_at");
CREATE TABLE "sli_hour_default" PARTITION OF "sli_hour" DEFAULT;

-- The partition of a week from Monday 00:00 UTC on. Rows of that week that the default partition holds move into it.
CREATE FUNCTION make_week_partition(parent TEXT, at_column TEXT, week TIMESTAMPTZ) RETURNS BOOLEAN LANGUAGE plpgsql AS $$
DECLARE
    begins CONSTANT TIMESTAMPTZ := date_trunc('week', week, 'UTC');
    ends CONSTANT TIMESTAMPTZ := begins + interval '168 hours';
    name CONSTANT TEXT := parent || '_' || to_char(begins AT TIME ZONE 'UTC', 'YYYYMMDD');
BEGIN
    IF to_regclass(quote_ident(name)) IS NOT NULL THEN
        RETURN FALSE;
    END IF;
    -- Whoever waits for this lock holds up all readers: rather later than long.
    PERFORM set_config('lock_timeout', '3s', TRUE);
    EXECUTE format('LOCK TABLE %I IN ACCESS EXCLUSIVE MODE', parent);
    IF to_regclass(quote_ident(name)) IS NOT NULL THEN
        RETURN FALSE;
    END IF;
    -- Rows are updated in place while their stretch lasts: pages keep room for it.
    EXECUTE format('CREATE TABLE %I (LIKE %I INCLUDING DEFAULTS INCLUDING CONSTRAINTS) WITH (fillfactor = 90)', name, parent);
    EXECUTE format('WITH moved AS (DELETE FROM %I WHERE %I >= %L AND %I < %L RETURNING *) INSERT INTO %I SELECT * FROM moved',
                   parent || '_default', at_column, begins, at_column, ends, name);
    EXECUTE format('ALTER TABLE %I ATTACH PARTITION %I FOR VALUES FROM (%L) TO (%L)', parent, name, begins, ends);
    RETURN TRUE;
END $$;

-- Drops the partitions that end before a moment; returns how many.
CREATE FUNCTION drop_weeks_before(parent TEXT, before TIMESTAMPTZ) RETURNS INTEGER LANGUAGE plpgsql AS $$
DECLARE
    child TEXT;
    dropped INTEGER := 0;
BEGIN
    FOR child IN SELECT inhrelid::regclass::text FROM pg_inherits WHERE inhparent = parent::regclass LOOP
        CONTINUE WHEN child !~ '_\d{8}$';
        IF (to_date(right(child, 8), 'YYYYMMDD')::timestamp AT TIME ZONE 'UTC') + interval '168 hours' <= before THEN
            EXECUTE format('DROP TABLE %I', child);
            dropped := dropped + 1;
        END IF;
    END LOOP;
    RETURN dropped;
END $$;

CREATE TABLE "slo_tally" (
    "slo_id" TEXT NOT NULL,
    "version" INTEGER NOT NULL DEFAULT 0,
    "to_at" TIMESTAMPTZ(3) NOT NULL DEFAULT '-infinity',
    "keys" TEXT[] NOT NULL DEFAULT '{}',
    "from_ms" BIGINT[] NOT NULL DEFAULT '{}',
    "good" BIGINT[] NOT NULL DEFAULT '{}',
    "bad" BIGINT[] NOT NULL DEFAULT '{}',
    "unknown" BIGINT[] NOT NULL DEFAULT '{}',
    "measured" INTEGER[] NOT NULL DEFAULT '{}',
    "measured_from_at" TIMESTAMPTZ(3),
    "measured_to_at" TIMESTAMPTZ(3),
    "restating" JSONB,
    "judged_at" TIMESTAMPTZ(3),

    CONSTRAINT "slo_tally_pkey" PRIMARY KEY ("slo_id")
) WITH (fillfactor = 50);
ALTER TABLE "slo_tally" ADD CONSTRAINT "slo_tally_slo_id_fkey" FOREIGN KEY ("slo_id") REFERENCES "slo"("id") ON DELETE CASCADE ON UPDATE CASCADE;
-- Every minute each row is written anew in place.
ALTER TABLE "slo_status" SET (fillfactor = 50);

CREATE TABLE "sli_change" (
    "id" BIGSERIAL NOT NULL,
    "slo_id" TEXT NOT NULL,
    "minute_at" TIMESTAMPTZ(3) NOT NULL,
    "is_first" BOOLEAN NOT NULL,
    "good" BIGINT NOT NULL,
    "bad" BIGINT NOT NULL,
    "unknown" BIGINT NOT NULL,
    "measured" INTEGER NOT NULL,

    CONSTRAINT "sli_change_pkey" PRIMARY KEY ("id")
);
CREATE INDEX "sli_change_slo_id_idx" ON "sli_change"("slo_id");

CREATE TABLE "slo_restatement" (
    "id" BIGSERIAL NOT NULL,
    "slo_id" TEXT NOT NULL,
    "version" INTEGER NOT NULL,
    "since_at" TIMESTAMPTZ(3) NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "from_at" TIMESTAMPTZ(3) NOT NULL,
    "to_at" TIMESTAMPTZ(3) NOT NULL,
    "changes" INTEGER NOT NULL,
    "good" BIGINT NOT NULL,
    "bad" BIGINT NOT NULL,
    "unknown" BIGINT NOT NULL,
    "remaining_before" DOUBLE PRECISION,
    "remaining_after" DOUBLE PRECISION,
    "by" TEXT NOT NULL,

    CONSTRAINT "slo_restatement_pkey" PRIMARY KEY ("id")
);
CREATE INDEX "slo_restatement_slo_id_at_idx" ON "slo_restatement"("slo_id", "at" DESC);
ALTER TABLE "slo_restatement" ADD CONSTRAINT "slo_restatement_slo_id_fkey" FOREIGN KEY ("slo_id") REFERENCES "slo"("id") ON DELETE CASCADE ON UPDATE CASCADE;

CREATE FUNCTION make_slo_tally() RETURNS TRIGGER LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO slo_tally (slo_id) VALUES (NEW.id);
    RETURN NULL;
END $$;
CREATE TRIGGER slo_tally_of_new_slo AFTER INSERT ON "slo" FOR EACH ROW EXECUTE FUNCTION make_slo_tally();
INSERT INTO slo_tally (slo_id) SELECT id FROM slo;

CREATE TYPE sli_delta AS (
    slo_id TEXT, minute_at TIMESTAMPTZ(3), is_first BOOLEAN, good BIGINT, bad BIGINT, unknown BIGINT, measured INTEGER
);

-- Whoever writes minutes: their hours move with them, and of minutes that a tally holds already the difference is kept
-- for the evaluator. The tally is locked shared before its end is read, and exclusively by the evaluator, so that a
-- minute is either read by it or told to it, never both and never neither.
CREATE FUNCTION sli_minute_changed() RETURNS TRIGGER LANGUAGE plpgsql AS $$
DECLARE
    deltas sli_delta[];
BEGIN
    IF TG_OP = 'INSERT' THEN
        SELECT array_agg(ROW(a.slo_id, a.minute_at, TRUE, a.good, a.bad, a.unknown, (a.good + a.bad > 0)::int)::sli_delta)
          INTO deltas FROM after a;
    ELSIF TG_OP = 'DELETE' THEN
        SELECT array_agg(ROW(b.slo_id, b.minute_at, FALSE, -b.good, -b.bad, -b.unknown, -(b.good + b.bad > 0)::int)::sli_delta)
          INTO deltas FROM before b;
    ELSE
        SELECT array_agg(ROW(a.slo_id, a.minute_at, FALSE, a.good - b.good, a.bad - b.bad, a.unknown - b.unknown,
                             (a.good + a.bad > 0)::int - (b.good + b.bad > 0)::int)::sli_delta)
          INTO deltas
          FROM after a JOIN before b ON b.slo_id = a.slo_id AND b.minute_at = a.minute_at
         WHERE (a.good, a.bad, a.unknown) IS DISTINCT FROM (b.good, b.bad, b.unknown);
    END IF;
    IF deltas IS NULL THEN
        RETURN NULL;
    END IF;

    PERFORM 1 FROM slo_tally
      WHERE slo_id = ANY (ARRAY(SELECT DISTINCT slo_id FROM unnest(deltas))) ORDER BY slo_id FOR SHARE;
    INSERT INTO sli_change (slo_id, minute_at, is_first, good, bad, unknown, measured)
    SELECT d.slo_id, d.minute_at, d.is_first, d.good, d.bad, d.unknown, d.measured
      FROM unnest(deltas) d JOIN slo_tally t ON t.slo_id = d.slo_id WHERE d.minute_at < t.to_at;
    INSERT INTO sli_hour AS h (slo_id, hour_at, good, bad, unknown, measured)
    SELECT slo_id, date_trunc('hour', minute_at, 'UTC') AS hour, sum(good), sum(bad), sum(unknown), sum(measured)
      FROM unnest(deltas) GROUP BY slo_id, hour ORDER BY slo_id, hour
        ON CONFLICT (slo_id, hour_at) DO UPDATE SET good = h.good + excluded.good, bad = h.bad + excluded.bad,
           unknown = h.unknown + excluded.unknown, measured = h.measured + excluded.measured;
    RETURN NULL;
END $$;

CREATE TRIGGER sli_minute_inserted AFTER INSERT ON "sli_minute" REFERENCING NEW TABLE AS after
    FOR EACH STATEMENT EXECUTE FUNCTION sli_minute_changed();
CREATE TRIGGER sli_minute_updated AFTER UPDATE ON "sli_minute" REFERENCING OLD TABLE AS before NEW TABLE AS after
    FOR EACH STATEMENT EXECUTE FUNCTION sli_minute_changed();
CREATE TRIGGER sli_minute_deleted AFTER DELETE ON "sli_minute" REFERENCING OLD TABLE AS before
    FOR EACH STATEMENT EXECUTE FUNCTION sli_minute_changed();

-- Weeks that stored minutes lie in, and those around now.
SELECT make_week_partition('sli_minute', 'minute_at', week), make_week_partition('sli_hour', 'hour_at', week)
  FROM (SELECT minute_at AS week FROM "sli_minute_before"
        UNION SELECT generate_series(now() - interval '26 weeks', now() + interval '3 weeks', interval '1 week')) AS weeks
 GROUP BY week;

INSERT INTO "sli_minute" (slo_id, minute_at, good, bad, unknown)
SELECT slo_id, minute_at, good, bad, unknown FROM "sli_minute_before";
DROP TABLE "sli_minute_before";

-- One row of a policy fires once at a moment, however often it is judged; that it is open once is said before.
DELETE FROM "slo_alert" a USING "slo_alert" b
 WHERE a.slo_id = b.slo_id AND a.row_id = b.row_id AND a.fired_at = b.fired_at AND a.id > b.id;
CREATE UNIQUE INDEX "slo_alert_fires_once_at_a_moment" ON "slo_alert" ("slo_id", "row_id", "fired_at");
