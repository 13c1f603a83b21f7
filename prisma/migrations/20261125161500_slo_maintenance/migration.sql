-- CreateTable
CREATE TABLE "slo_maintenance" (
    "id" TEXT NOT NULL,
    "model_id" TEXT NOT NULL,
    "from_at" TIMESTAMPTZ(3) NOT NULL,
    "to_at" TIMESTAMPTZ(3) NOT NULL,
    "reason" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "created_by" TEXT NOT NULL,

    CONSTRAINT "slo_maintenance_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "slo_maintenance_model_id_to_at_idx" ON "slo_maintenance"("model_id", "to_at");

-- AddForeignKey
ALTER TABLE "slo_maintenance" ADD CONSTRAINT "slo_maintenance_model_id_fkey" FOREIGN KEY ("model_id") REFERENCES "model"("id") ON DELETE CASCADE ON UPDATE CASCADE;
