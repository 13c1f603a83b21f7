-- What a model answers, and realised performance of the models that answer one of several classes, or numbers.
ALTER TABLE "model" ADD COLUMN "task" TEXT NOT NULL DEFAULT 'binary';

CREATE TABLE "answer_pane" (
    "model_id" TEXT NOT NULL,
    "start_at" TIMESTAMPTZ(3) NOT NULL,
    "version" TEXT NOT NULL,
    "task" TEXT NOT NULL,
    "n" INTEGER NOT NULL,
    "counts" BYTEA NOT NULL,
    "centre" DOUBLE PRECISION,
    "scale" DOUBLE PRECISION,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "answer_pane_pkey" PRIMARY KEY ("model_id","start_at","version","task")
);
