-- De-duplication and slices by choice of a model.
ALTER TABLE "model" ADD COLUMN "slice_by" TEXT,
ADD COLUMN "dedup_window_ms" INTEGER NOT NULL DEFAULT 0;

ALTER TABLE "partition_progress" ADD COLUMN "topic_id" TEXT NOT NULL DEFAULT '';

ALTER TABLE "pane" ADD COLUMN "slice" TEXT NOT NULL DEFAULT '';
ALTER TABLE "pane" DROP CONSTRAINT "pane_pkey",
ADD CONSTRAINT "pane_pkey" PRIMARY KEY ("model_id", "start_at", "version", "grid_id", "topic", "partition", "slice");

ALTER TABLE "ingest_counter" ADD COLUMN "duplicates" INTEGER NOT NULL DEFAULT 0,
ADD COLUMN "revised" INTEGER NOT NULL DEFAULT 0,
ADD COLUMN "unknown_features" INTEGER NOT NULL DEFAULT 0,
ADD COLUMN "repeated_labels" INTEGER NOT NULL DEFAULT 0;

CREATE TABLE "seen_events" (
    "topic" TEXT NOT NULL,
    "partition" INTEGER NOT NULL,
    "model_id" TEXT NOT NULL,
    "to_offset" BIGINT NOT NULL,
    "seen_at" TIMESTAMPTZ(3) NOT NULL,
    "fingerprints" BYTEA NOT NULL,

    CONSTRAINT "seen_events_pkey" PRIMARY KEY ("topic", "partition", "model_id", "seen_at", "to_offset")
);

CREATE TABLE "feature_observation" (
    "model_id" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "feature" TEXT NOT NULL,
    "first_at" TIMESTAMPTZ(3) NOT NULL,
    "last_at" TIMESTAMPTZ(3) NOT NULL,
    "events" BIGINT NOT NULL,

    CONSTRAINT "feature_observation_pkey" PRIMARY KEY ("model_id", "kind", "feature")
);

-- A joined prediction is kept until its wait is over, so that a repeated pair is not counted again.
ALTER TABLE "awaiting_label" ADD COLUMN "seen_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
ADD COLUMN "joined" BOOLEAN NOT NULL DEFAULT false;
UPDATE "awaiting_label" SET "seen_at" = GREATEST("event_at", now() - interval '1 day');
DROP INDEX "awaiting_label_event_at_idx";
CREATE INDEX "awaiting_label_seen_at_idx" ON "awaiting_label"("seen_at");

-- What still waits is a small part of what is kept.
CREATE INDEX "awaiting_label_unjoined" ON "awaiting_label" ("model_id") WHERE NOT "joined";
