import { z } from 'zod';
import { AlertConditionSpec, AlertNotificationTargetSpec, AlertPolicySpec } from './alerts.ts';
import { Description, Metadata, required, text } from './common.ts';
import { SliSpec } from './sli.ts';
import { SloSpec } from './slo.ts';

const ServiceSpec = z.strictObject({ description: Description }, required('a spec'));

const DataSourceSpec = z.strictObject(
  {
    description: Description,
    type: text('a type such as Prometheus', 255),
    connectionDetails: z.unknown().refine((value) => value !== undefined && value !== null, 'required'),
  },
  required('a spec'),
);

const document = <K extends string, S extends z.ZodType>(kind: K, spec: S) =>
  z.strictObject({ apiVersion: z.literal('openslo/v1'), kind: z.literal(kind), metadata: Metadata, spec });

/** Every kind of openslo/v1. */
export const V1_DOCUMENTS = {
  Service: document('Service', ServiceSpec.nullish()),
  SLO: document('SLO', SloSpec),
  SLI: document('SLI', SliSpec),
  DataSource: document('DataSource', DataSourceSpec),
  AlertPolicy: document('AlertPolicy', AlertPolicySpec),
  AlertCondition: document('AlertCondition', AlertConditionSpec),
  AlertNotificationTarget: document('AlertNotificationTarget', AlertNotificationTargetSpec),
} as const;
export type V1Kind = keyof typeof V1_DOCUMENTS;
export type V1Document = { [K in V1Kind]: z.infer<(typeof V1_DOCUMENTS)[K]> }[V1Kind];
