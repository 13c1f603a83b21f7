ALTER TABLE "model" ADD COLUMN "start_from" JSONB NOT NULL DEFAULT '{}';

CREATE TABLE "reference_draft" (
    "id" TEXT NOT NULL,
    "requester_id" TEXT NOT NULL,
    "source" TEXT NOT NULL,
    "model_id" TEXT,
    "body" BYTEA NOT NULL,
    "row_count" BIGINT NOT NULL,
    "quality" JSONB,
    "panes" BYTEA NOT NULL,
    "result" JSONB,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "reference_draft_pkey" PRIMARY KEY ("id")
);

CREATE INDEX "reference_draft_requester_id_created_at_idx" ON "reference_draft"("requester_id", "created_at");
CREATE INDEX "reference_draft_expires_at_idx" ON "reference_draft"("expires_at");
