ALTER TABLE "model" ADD COLUMN "stream_mapping" JSONB NOT NULL DEFAULT '{}';
ALTER TABLE "model" ADD COLUMN "label_mapping" JSONB NOT NULL DEFAULT '{}';

CREATE TABLE "stream_task" (
    "id" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "input" JSONB NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'queued',
    "progress" DOUBLE PRECISION NOT NULL DEFAULT 0,
    "progress_text" TEXT NOT NULL DEFAULT '',
    "output" JSONB,
    "error" TEXT,
    "requested_by" JSONB NOT NULL,
    "requester_id" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "leased_until" TIMESTAMPTZ(3),
    "finished_at" TIMESTAMPTZ(3),
    "expires_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "stream_task_pkey" PRIMARY KEY ("id")
);

CREATE INDEX "stream_task_state_created_at_idx" ON "stream_task"("state", "created_at");
CREATE INDEX "stream_task_requester_id_created_at_idx" ON "stream_task"("requester_id", "created_at");
