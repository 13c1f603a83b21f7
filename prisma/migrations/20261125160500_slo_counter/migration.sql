-- CreateTable
CREATE TABLE "slo_counter" (
    "slo_id" TEXT NOT NULL,
    "settled_to" TIMESTAMPTZ(3) NOT NULL,
    "good" BIGINT NOT NULL,
    "bad" BIGINT NOT NULL,
    "unknown" BIGINT NOT NULL,

    CONSTRAINT "slo_counter_pkey" PRIMARY KEY ("slo_id")
);

-- AddForeignKey
ALTER TABLE "slo_counter" ADD CONSTRAINT "slo_counter_slo_id_fkey" FOREIGN KEY ("slo_id") REFERENCES "slo"("id") ON DELETE CASCADE ON UPDATE CASCADE;
