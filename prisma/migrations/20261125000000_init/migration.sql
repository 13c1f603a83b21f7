-- CreateSchema
CREATE SCHEMA IF NOT EXISTS "public";

-- CreateTable
CREATE TABLE "user" (
    "id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "email" TEXT NOT NULL,
    "emailVerified" BOOLEAN NOT NULL DEFAULT false,
    "image" TEXT,
    "role" TEXT NOT NULL DEFAULT 'viewer',
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updatedAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "user_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "session" (
    "id" TEXT NOT NULL,
    "userId" TEXT NOT NULL,
    "token" TEXT NOT NULL,
    "expiresAt" TIMESTAMPTZ(3) NOT NULL,
    "ipAddress" TEXT,
    "userAgent" TEXT,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updatedAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "session_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "account" (
    "id" TEXT NOT NULL,
    "userId" TEXT NOT NULL,
    "accountId" TEXT NOT NULL,
    "providerId" TEXT NOT NULL,
    "accessToken" TEXT,
    "refreshToken" TEXT,
    "idToken" TEXT,
    "accessTokenExpiresAt" TIMESTAMPTZ(3),
    "refreshTokenExpiresAt" TIMESTAMPTZ(3),
    "scope" TEXT,
    "password" TEXT,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updatedAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "account_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "verification" (
    "id" TEXT NOT NULL,
    "identifier" TEXT NOT NULL,
    "value" TEXT NOT NULL,
    "expiresAt" TIMESTAMPTZ(3) NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updatedAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "verification_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "rate_limit" (
    "id" TEXT NOT NULL,
    "key" TEXT NOT NULL,
    "count" INTEGER NOT NULL,
    "lastRequest" BIGINT NOT NULL,

    CONSTRAINT "rate_limit_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "sign_in_link" (
    "token_hash" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "used_at" TIMESTAMPTZ(3),
    "used_by" TEXT,

    CONSTRAINT "sign_in_link_pkey" PRIMARY KEY ("token_hash")
);

-- CreateTable
CREATE TABLE "model" (
    "id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "description" TEXT NOT NULL DEFAULT '',
    "tier" INTEGER NOT NULL DEFAULT 2,
    "environment" TEXT NOT NULL DEFAULT 'production',
    "owner_team" TEXT NOT NULL DEFAULT '',
    "prediction_topic" TEXT NOT NULL,
    "label_topic" TEXT,
    "pane_ms" INTEGER NOT NULL DEFAULT 60000,
    "lateness_ms" INTEGER NOT NULL DEFAULT 5000,
    "window_panes" INTEGER NOT NULL DEFAULT 3,
    "label_delay_ms" INTEGER NOT NULL DEFAULT 30000,
    "positive_class" TEXT NOT NULL DEFAULT '1',
    "active_reference_id" TEXT,
    "settings" JSONB NOT NULL DEFAULT '{}',
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,
    "archived_at" TIMESTAMPTZ(3),

    CONSTRAINT "model_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "reference" (
    "id" TEXT NOT NULL,
    "model_id" TEXT NOT NULL,
    "grid_id" TEXT NOT NULL,
    "hash" TEXT NOT NULL,
    "features" TEXT[],
    "row_count" BIGINT NOT NULL,
    "body" BYTEA NOT NULL,
    "provenance" JSONB NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "reference_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "model_state" (
    "model_id" TEXT NOT NULL,
    "state" JSONB NOT NULL,
    "reported_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "model_state_pkey" PRIMARY KEY ("model_id")
);

-- CreateTable
CREATE TABLE "partition_progress" (
    "topic" TEXT NOT NULL,
    "partition" INTEGER NOT NULL,
    "next_offset" BIGINT NOT NULL,
    "watermark_ms" BIGINT NOT NULL DEFAULT 0,
    "max_event_ms" BIGINT NOT NULL DEFAULT 0,
    "owner_epoch" BIGINT NOT NULL DEFAULT 0,
    "caught_up" BOOLEAN NOT NULL DEFAULT false,
    "lag" BIGINT NOT NULL DEFAULT 0,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "partition_progress_pkey" PRIMARY KEY ("topic","partition")
);

-- CreateTable
CREATE TABLE "pane" (
    "model_id" TEXT NOT NULL,
    "grid_id" TEXT NOT NULL,
    "version" TEXT NOT NULL,
    "start_at" TIMESTAMPTZ(3) NOT NULL,
    "pane_ms" INTEGER NOT NULL,
    "topic" TEXT NOT NULL,
    "partition" INTEGER NOT NULL,
    "n" INTEGER NOT NULL,
    "counts" BYTEA NOT NULL,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "pane_pkey" PRIMARY KEY ("model_id","start_at","version","grid_id","topic","partition")
);

-- CreateTable
CREATE TABLE "pane_rescore" (
    "model_id" TEXT NOT NULL,
    "start_at" TIMESTAMPTZ(3) NOT NULL,
    "marks" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "pane_rescore_pkey" PRIMARY KEY ("model_id","start_at")
);

-- CreateTable
CREATE TABLE "ingest_counter" (
    "model_id" TEXT NOT NULL,
    "minute_at" TIMESTAMPTZ(3) NOT NULL,
    "topic" TEXT NOT NULL,
    "partition" INTEGER NOT NULL,
    "events" INTEGER NOT NULL DEFAULT 0,
    "labels" INTEGER NOT NULL DEFAULT 0,
    "late" INTEGER NOT NULL DEFAULT 0,
    "dead_lettered" INTEGER NOT NULL DEFAULT 0,
    "unknown_model" INTEGER NOT NULL DEFAULT 0,
    "expired" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "ingest_counter_pkey" PRIMARY KEY ("model_id","minute_at","topic","partition")
);

-- CreateTable
CREATE TABLE "data_gap" (
    "id" BIGSERIAL NOT NULL,
    "topic" TEXT NOT NULL,
    "partition" INTEGER NOT NULL,
    "from_offset" BIGINT NOT NULL,
    "to_offset" BIGINT NOT NULL,
    "reason" TEXT NOT NULL,
    "detected_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "data_gap_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "awaiting_label" (
    "model_id" TEXT NOT NULL,
    "event_id" TEXT NOT NULL,
    "event_at" TIMESTAMPTZ(3) NOT NULL,
    "version" TEXT NOT NULL,
    "score" DOUBLE PRECISION,
    "predicted" TEXT,

    CONSTRAINT "awaiting_label_pkey" PRIMARY KEY ("model_id","event_id")
);

-- CreateTable
CREATE TABLE "awaiting_prediction" (
    "model_id" TEXT NOT NULL,
    "event_id" TEXT NOT NULL,
    "label" TEXT NOT NULL,
    "seen_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "awaiting_prediction_pkey" PRIMARY KEY ("model_id","event_id")
);

-- CreateTable
CREATE TABLE "quality_pane" (
    "model_id" TEXT NOT NULL,
    "version" TEXT NOT NULL,
    "start_at" TIMESTAMPTZ(3) NOT NULL,
    "n" INTEGER NOT NULL,
    "counts" BYTEA NOT NULL,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "quality_pane_pkey" PRIMARY KEY ("model_id","start_at","version")
);

-- CreateTable
CREATE TABLE "evaluation" (
    "id" TEXT NOT NULL,
    "model_id" TEXT NOT NULL,
    "reference_id" TEXT NOT NULL,
    "window_start_at" TIMESTAMPTZ(3) NOT NULL,
    "window_end_at" TIMESTAMPTZ(3) NOT NULL,
    "revision" INTEGER NOT NULL DEFAULT 0,
    "n" INTEGER NOT NULL,
    "verdict" TEXT NOT NULL,
    "status" TEXT NOT NULL DEFAULT 'no-data',
    "ratio" DOUBLE PRECISION NOT NULL,
    "worst_feature" TEXT,
    "worst_metric" TEXT,
    "ratios" DOUBLE PRECISION[],
    "marks" TEXT NOT NULL,
    "features" JSONB NOT NULL,
    "service" JSONB NOT NULL DEFAULT '{}',
    "memory_before" JSONB NOT NULL DEFAULT '{}',
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "evaluation_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "evaluator_state" (
    "model_id" TEXT NOT NULL,
    "evaluated_to_at" TIMESTAMPTZ(3) NOT NULL,
    "state" JSONB NOT NULL,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "evaluator_state_pkey" PRIMARY KEY ("model_id")
);

-- CreateTable
CREATE TABLE "slo" (
    "id" TEXT NOT NULL,
    "model_id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "description" TEXT NOT NULL DEFAULT '',
    "kind" TEXT NOT NULL,
    "spec" JSONB NOT NULL,
    "target" DOUBLE PRECISION NOT NULL,
    "window_days" DOUBLE PRECISION NOT NULL,
    "version" INTEGER NOT NULL DEFAULT 1,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "created_by" TEXT NOT NULL,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,
    "archived_at" TIMESTAMPTZ(3),

    CONSTRAINT "slo_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "slo_version" (
    "slo_id" TEXT NOT NULL,
    "version" INTEGER NOT NULL,
    "document" JSONB NOT NULL,
    "saved_by" TEXT NOT NULL,
    "reason" TEXT NOT NULL DEFAULT '',
    "saved_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "slo_version_pkey" PRIMARY KEY ("slo_id","version")
);

-- CreateTable
CREATE TABLE "sli_minute" (
    "slo_id" TEXT NOT NULL,
    "minute_at" TIMESTAMPTZ(3) NOT NULL,
    "good" BIGINT NOT NULL,
    "bad" BIGINT NOT NULL,
    "unknown" BIGINT NOT NULL,

    CONSTRAINT "sli_minute_pkey" PRIMARY KEY ("slo_id","minute_at")
);

-- CreateTable
CREATE TABLE "slo_status" (
    "slo_id" TEXT NOT NULL,
    "as_of" TIMESTAMPTZ(3) NOT NULL,
    "good" BIGINT NOT NULL,
    "bad" BIGINT NOT NULL,
    "coverage" DOUBLE PRECISION NOT NULL,
    "budget_remaining" DOUBLE PRECISION,
    "burn_rate" DOUBLE PRECISION,
    "state" TEXT NOT NULL,
    "alert" JSONB NOT NULL,
    "unknown" BIGINT NOT NULL DEFAULT 0,
    "remaining_day_ago" DOUBLE PRECISION,
    "exhausts_at" TIMESTAMPTZ(3),
    "measured_at" TIMESTAMPTZ(3),

    CONSTRAINT "slo_status_pkey" PRIMARY KEY ("slo_id")
);

-- CreateTable
CREATE TABLE "model_minute" (
    "model_id" TEXT NOT NULL,
    "minute_at" TIMESTAMPTZ(3) NOT NULL,
    "events" BIGINT NOT NULL DEFAULT 0,
    "errors" BIGINT NOT NULL DEFAULT 0,
    "timed" BIGINT NOT NULL DEFAULT 0,
    "within" BIGINT[],
    "ok" INTEGER NOT NULL DEFAULT 0,
    "critical" INTEGER NOT NULL DEFAULT 0,
    "unjudged" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "model_minute_pkey" PRIMARY KEY ("model_id","minute_at")
);

-- CreateTable
CREATE TABLE "model_minute_progress" (
    "model_id" TEXT NOT NULL,
    "panes_seen_at" TIMESTAMPTZ(3) NOT NULL,
    "evaluated_to_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "model_minute_progress_pkey" PRIMARY KEY ("model_id")
);

-- CreateTable
CREATE TABLE "slo_alert" (
    "id" BIGSERIAL NOT NULL,
    "slo_id" TEXT NOT NULL,
    "row_id" TEXT NOT NULL,
    "severity" TEXT NOT NULL,
    "fired_at" TIMESTAMPTZ(3) NOT NULL,
    "resolved_at" TIMESTAMPTZ(3),
    "burn_rate" DOUBLE PRECISION,
    "incident_id" TEXT,

    CONSTRAINT "slo_alert_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "change_event" (
    "id" TEXT NOT NULL,
    "model_id" TEXT,
    "kind" TEXT NOT NULL,
    "title" TEXT NOT NULL,
    "detail" TEXT NOT NULL DEFAULT '',
    "actor" TEXT NOT NULL DEFAULT '',
    "from_value" TEXT,
    "to_value" TEXT,
    "url" TEXT,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "received_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "change_event_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "incident" (
    "id" TEXT NOT NULL,
    "number" SERIAL NOT NULL,
    "model_id" TEXT NOT NULL,
    "dedup_key" TEXT NOT NULL,
    "signal" TEXT NOT NULL,
    "title" TEXT NOT NULL,
    "severity" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "finding" TEXT NOT NULL DEFAULT '',
    "evidence" JSONB NOT NULL,
    "runbook_id" TEXT,
    "previous_id" TEXT,
    "began_at" TIMESTAMPTZ(3) NOT NULL,
    "opened_at" TIMESTAMPTZ(3) NOT NULL,
    "acknowledged_at" TIMESTAMPTZ(3),
    "acknowledged_by" TEXT,
    "mitigated_at" TIMESTAMPTZ(3),
    "resolved_at" TIMESTAMPTZ(3),
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "incident_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "timeline_entry" (
    "id" BIGSERIAL NOT NULL,
    "incident_id" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "voice" TEXT NOT NULL,
    "actor" TEXT NOT NULL,
    "text" TEXT NOT NULL,
    "data" JSONB NOT NULL DEFAULT '{}',

    CONSTRAINT "timeline_entry_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "runbook" (
    "id" TEXT NOT NULL,
    "title" TEXT NOT NULL,
    "markdown" TEXT NOT NULL,
    "match" JSONB NOT NULL,
    "version" INTEGER NOT NULL DEFAULT 1,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,
    "updated_by" TEXT NOT NULL,

    CONSTRAINT "runbook_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "runbook_version" (
    "runbook_id" TEXT NOT NULL,
    "version" INTEGER NOT NULL,
    "title" TEXT NOT NULL,
    "markdown" TEXT NOT NULL,
    "match" JSONB NOT NULL,
    "saved_by" TEXT NOT NULL,
    "saved_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "runbook_version_pkey" PRIMARY KEY ("runbook_id","version")
);

-- CreateTable
CREATE TABLE "remediation" (
    "id" TEXT NOT NULL,
    "number" SERIAL NOT NULL,
    "incident_id" TEXT NOT NULL,
    "model_id" TEXT NOT NULL,
    "action" TEXT NOT NULL,
    "parameters" JSONB NOT NULL,
    "title" TEXT NOT NULL,
    "risk" TEXT NOT NULL,
    "plan" JSONB NOT NULL,
    "content_hash" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "proposer" JSONB NOT NULL,
    "runbook_id" TEXT,
    "proposed_at" TIMESTAMPTZ(3) NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "decided_at" TIMESTAMPTZ(3),
    "decided_by" JSONB,
    "reason" TEXT,
    "sent_at" TIMESTAMPTZ(3),
    "running_at" TIMESTAMPTZ(3),
    "executed_at" TIMESTAMPTZ(3),
    "verify_until" TIMESTAMPTZ(3),
    "finished_at" TIMESTAMPTZ(3),
    "outcome" JSONB,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "remediation_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "outbox" (
    "id" BIGSERIAL NOT NULL,
    "topic" TEXT NOT NULL,
    "key" TEXT NOT NULL,
    "value" JSONB NOT NULL,
    "headers" JSONB NOT NULL DEFAULT '{}',
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "sent_at" TIMESTAMPTZ(3),
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "last_error" TEXT,

    CONSTRAINT "outbox_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "processed_message" (
    "source" TEXT NOT NULL,
    "id" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "processed_message_pkey" PRIMARY KEY ("source","id")
);

-- CreateTable
CREATE TABLE "audit_entry" (
    "seq" BIGINT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "actor" JSONB NOT NULL,
    "action" TEXT NOT NULL,
    "target" TEXT NOT NULL,
    "data" JSONB NOT NULL,
    "prev_hash" TEXT NOT NULL,
    "hash" TEXT NOT NULL,

    CONSTRAINT "audit_entry_pkey" PRIMARY KEY ("seq")
);

-- CreateIndex
CREATE UNIQUE INDEX "user_email_key" ON "user"("email");

-- CreateIndex
CREATE UNIQUE INDEX "session_token_key" ON "session"("token");

-- CreateIndex
CREATE INDEX "session_userId_idx" ON "session"("userId");

-- CreateIndex
CREATE INDEX "account_userId_idx" ON "account"("userId");

-- CreateIndex
CREATE INDEX "verification_identifier_idx" ON "verification"("identifier");

-- CreateIndex
CREATE UNIQUE INDEX "rate_limit_key_key" ON "rate_limit"("key");

-- CreateIndex
CREATE INDEX "reference_model_id_created_at_idx" ON "reference"("model_id", "created_at");

-- CreateIndex
CREATE INDEX "data_gap_topic_detected_at_idx" ON "data_gap"("topic", "detected_at");

-- CreateIndex
CREATE INDEX "awaiting_label_event_at_idx" ON "awaiting_label"("event_at");

-- CreateIndex
CREATE INDEX "awaiting_prediction_seen_at_idx" ON "awaiting_prediction"("seen_at");

-- CreateIndex
CREATE INDEX "evaluation_model_id_window_end_at_idx" ON "evaluation"("model_id", "window_end_at" DESC);

-- CreateIndex
CREATE INDEX "pane_model_id_updated_at_idx" ON "pane"("model_id", "updated_at");

-- CreateIndex
CREATE INDEX "slo_model_id_idx" ON "slo"("model_id");

-- CreateIndex
CREATE INDEX "slo_alert_slo_id_fired_at_idx" ON "slo_alert"("slo_id", "fired_at" DESC);

-- CreateIndex
CREATE INDEX "change_event_model_id_at_idx" ON "change_event"("model_id", "at" DESC);

-- CreateIndex
CREATE INDEX "change_event_at_idx" ON "change_event"("at" DESC);

-- CreateIndex
CREATE UNIQUE INDEX "incident_number_key" ON "incident"("number");

-- CreateIndex
CREATE INDEX "incident_state_opened_at_idx" ON "incident"("state", "opened_at" DESC);

-- CreateIndex
CREATE INDEX "incident_model_id_opened_at_idx" ON "incident"("model_id", "opened_at" DESC);

-- CreateIndex
CREATE INDEX "timeline_entry_incident_id_at_idx" ON "timeline_entry"("incident_id", "at");

-- CreateIndex
CREATE UNIQUE INDEX "remediation_number_key" ON "remediation"("number");

-- CreateIndex
CREATE INDEX "remediation_state_proposed_at_idx" ON "remediation"("state", "proposed_at");

-- CreateIndex
CREATE INDEX "remediation_incident_id_idx" ON "remediation"("incident_id");

-- CreateIndex
CREATE INDEX "audit_entry_target_idx" ON "audit_entry"("target");

-- AddForeignKey
ALTER TABLE "session" ADD CONSTRAINT "session_userId_fkey" FOREIGN KEY ("userId") REFERENCES "user"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "account" ADD CONSTRAINT "account_userId_fkey" FOREIGN KEY ("userId") REFERENCES "user"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "reference" ADD CONSTRAINT "reference_model_id_fkey" FOREIGN KEY ("model_id") REFERENCES "model"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "evaluation" ADD CONSTRAINT "evaluation_model_id_fkey" FOREIGN KEY ("model_id") REFERENCES "model"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "slo" ADD CONSTRAINT "slo_model_id_fkey" FOREIGN KEY ("model_id") REFERENCES "model"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "slo_version" ADD CONSTRAINT "slo_version_slo_id_fkey" FOREIGN KEY ("slo_id") REFERENCES "slo"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "slo_status" ADD CONSTRAINT "slo_status_slo_id_fkey" FOREIGN KEY ("slo_id") REFERENCES "slo"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "slo_alert" ADD CONSTRAINT "slo_alert_slo_id_fkey" FOREIGN KEY ("slo_id") REFERENCES "slo"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "incident" ADD CONSTRAINT "incident_model_id_fkey" FOREIGN KEY ("model_id") REFERENCES "model"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "timeline_entry" ADD CONSTRAINT "timeline_entry_incident_id_fkey" FOREIGN KEY ("incident_id") REFERENCES "incident"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "runbook_version" ADD CONSTRAINT "runbook_version_runbook_id_fkey" FOREIGN KEY ("runbook_id") REFERENCES "runbook"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "remediation" ADD CONSTRAINT "remediation_incident_id_fkey" FOREIGN KEY ("incident_id") REFERENCES "incident"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- One open incident a key, enforced where races end.
CREATE UNIQUE INDEX "incident_one_open_per_key" ON "incident" ("dedup_key") WHERE "state" <> 'resolved';

-- The relay reads only what was not sent.
CREATE INDEX "outbox_unsent" ON "outbox" ("id") WHERE "sent_at" IS NULL;

-- Append-only: an audit row is never changed, a timeline entry is never rewritten.
CREATE FUNCTION leeway_refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION '% is append-only', TG_TABLE_NAME USING ERRCODE = 'restrict_violation';
END $$;
CREATE TRIGGER "audit_entry_append_only" BEFORE UPDATE OR DELETE ON "audit_entry" FOR EACH ROW EXECUTE FUNCTION leeway_refuse_change();
CREATE TRIGGER "audit_entry_no_truncate" BEFORE TRUNCATE ON "audit_entry" FOR EACH STATEMENT EXECUTE FUNCTION leeway_refuse_change();
CREATE TRIGGER "timeline_entry_append_only" BEFORE UPDATE ON "timeline_entry" FOR EACH ROW EXECUTE FUNCTION leeway_refuse_change();

-- One unresolved alert a row of an SLO, however often a tick is repeated.
CREATE UNIQUE INDEX "slo_alert_one_open_per_row" ON "slo_alert" ("slo_id", "row_id") WHERE "resolved_at" IS NULL;

-- Two SLOs of a model that are in use never share a name, whoever saves at the same moment.
CREATE UNIQUE INDEX "slo_one_name_per_model" ON "slo" ("model_id", lower("name")) WHERE "archived_at" IS NULL;
