-- Why a partition is not read on, in words; null = it is.
ALTER TABLE "partition_progress" ADD COLUMN "waits_for" TEXT;
