-- AlterTable
ALTER TABLE "model_minute" ADD COLUMN     "features_critical" INTEGER NOT NULL DEFAULT 0,
ADD COLUMN     "features_ok" INTEGER NOT NULL DEFAULT 0,
ADD COLUMN     "features_unjudged" INTEGER NOT NULL DEFAULT 0;

-- AlterTable
ALTER TABLE "model_minute_progress" ADD COLUMN     "clocked_to_at" TIMESTAMPTZ(3) NOT NULL DEFAULT '1970-01-01 00:00:00 +00:00',
ADD COLUMN     "labels_seen_at" TIMESTAMPTZ(3) NOT NULL DEFAULT '1970-01-01 00:00:00 +00:00',
ADD COLUMN     "read_to_at" TIMESTAMPTZ(3) NOT NULL DEFAULT '1970-01-01 00:00:00 +00:00';

-- CreateIndex
CREATE INDEX "quality_pane_model_id_updated_at_idx" ON "quality_pane"("model_id", "updated_at");

-- CreateIndex
CREATE INDEX "answer_pane_model_id_updated_at_idx" ON "answer_pane"("model_id", "updated_at");

-- What windows said of features is read from stored evaluations again, for minutes that were counted before it was kept.
UPDATE "model_minute_progress" SET "evaluated_to_at" = '1970-01-01 00:00:00 +00:00';
