-- CreateTable
CREATE TABLE "new_category_pane" (
    "model_id" TEXT NOT NULL,
    "grid_id" TEXT NOT NULL,
    "version" TEXT NOT NULL,
    "start_at" TIMESTAMPTZ(3) NOT NULL,
    "topic" TEXT NOT NULL,
    "partition" INTEGER NOT NULL,
    "names" BYTEA NOT NULL,

    CONSTRAINT "new_category_pane_pkey" PRIMARY KEY ("model_id","start_at","version","grid_id","topic","partition")
);
