-- AlterTable
ALTER TABLE "slo" ADD COLUMN "calendar" JSONB;
