-- CreateTable
CREATE TABLE "prometheus_progress" (
    "slo_id" TEXT NOT NULL,
    "measurement" TEXT NOT NULL,
    "counted_from" TIMESTAMPTZ(3) NOT NULL,
    "counted_to" TIMESTAMPTZ(3) NOT NULL,
    "good_carry" DOUBLE PRECISION NOT NULL,
    "bad_carry" DOUBLE PRECISION NOT NULL,
    "error" TEXT,
    "error_at" TIMESTAMPTZ(3),

    CONSTRAINT "prometheus_progress_pkey" PRIMARY KEY ("slo_id")
);

-- AddForeignKey
ALTER TABLE "prometheus_progress" ADD CONSTRAINT "prometheus_progress_slo_id_fkey" FOREIGN KEY ("slo_id") REFERENCES "slo"("id") ON DELETE CASCADE ON UPDATE CASCADE;
