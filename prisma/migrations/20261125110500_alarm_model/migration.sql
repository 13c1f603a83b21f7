-- AlterTable
ALTER TABLE "evaluation" ADD COLUMN "judged_by" JSONB NOT NULL DEFAULT '{}';

-- CreateTable
CREATE TABLE "alarm_model" (
    "model_id" TEXT NOT NULL,
    "reference_id" TEXT NOT NULL,
    "grid_id" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "problem" TEXT NOT NULL DEFAULT '',
    "settings" JSONB NOT NULL DEFAULT '{}',
    "source" TEXT NOT NULL DEFAULT '',
    "learnt_from_at" TIMESTAMPTZ(3),
    "learnt_to_at" TIMESTAMPTZ(3),
    "days" INTEGER NOT NULL DEFAULT 0,
    "plan" JSONB,
    "progress" DOUBLE PRECISION NOT NULL DEFAULT 0,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "alarm_model_pkey" PRIMARY KEY ("model_id","reference_id")
);

-- CreateTable
CREATE TABLE "alarm_model_part" (
    "model_id" TEXT NOT NULL,
    "reference_id" TEXT NOT NULL,
    "learnt_to_at" TIMESTAMPTZ(3) NOT NULL,
    "first" INTEGER NOT NULL,
    "body" BYTEA NOT NULL,

    CONSTRAINT "alarm_model_part_pkey" PRIMARY KEY ("model_id","reference_id","learnt_to_at","first")
);
