-- Steps of the error-budget policy that an SLO was on.
CREATE TABLE "slo_budget_step" (
    "id" BIGSERIAL NOT NULL,
    "slo_id" TEXT NOT NULL,
    "version" INTEGER NOT NULL,
    "left_share" DOUBLE PRECISION NOT NULL,
    "remaining" DOUBLE PRECISION,
    "consequences" TEXT[],
    "began_at" TIMESTAMPTZ(3) NOT NULL,
    "ended_at" TIMESTAMPTZ(3),

    CONSTRAINT "slo_budget_step_pkey" PRIMARY KEY ("id")
);
CREATE INDEX "slo_budget_step_slo_id_began_at_idx" ON "slo_budget_step"("slo_id", "began_at" DESC);
ALTER TABLE "slo_budget_step" ADD CONSTRAINT "slo_budget_step_slo_id_fkey" FOREIGN KEY ("slo_id") REFERENCES "slo"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- An SLO is on one step at a time.
CREATE UNIQUE INDEX "slo_budget_step_one_at_a_time" ON "slo_budget_step" ("slo_id") WHERE "ended_at" IS NULL;
