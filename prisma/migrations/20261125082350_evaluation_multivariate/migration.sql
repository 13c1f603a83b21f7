ALTER TABLE "evaluation" ADD COLUMN "multivariate" JSONB NOT NULL DEFAULT '[]';
