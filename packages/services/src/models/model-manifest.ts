import { ModelId, StreamMapping, TOPICS } from '@leeway/contracts';
import { DECLARED_KINDS, DriftRuleSettings, MODEL_TASKS } from '@leeway/drift';
import { z } from 'zod';
import { ManifestSlo } from '../slos/manifest-slo.ts';

const OWN_TOPICS: readonly string[] = Object.values(TOPICS);

const TopicName = z
  .string()
  .regex(/^[a-zA-Z0-9._-]{1,249}$/u, 'letters, digits, . _ - (at most 249)')
  .refine((topic) => topic !== '.' && topic !== '..', 'not a topic name')
  .refine((topic) => !OWN_TOPICS.includes(topic), 'one of the topics that Leeway uses itself');

/** What somebody says of a model to have it watched: the file that `leeway model register` reads. */
export const ModelManifest = z
  .strictObject({
    /** As in the `model` field of its events. */
    id: ModelId,
    name: z.string().trim().min(1).max(100),
    description: z.string().max(2_000).default(''),
    /** 1 is the most critical. */
    tier: z.int().min(1).max(4).default(2),
    environment: z.string().trim().min(1).max(50).default('production'),
    ownerTeam: z.string().max(100).default(''),
    predictionTopic: TopicName,
    labelTopic: TopicName.nullable().default(null),
    /** How the messages of the two topics are read; left out, they are Leeway's own JSON. */
    streamMapping: StreamMapping.prefault({}).refine(({ carries }) => carries === 'predictions', 'carries predictions'),
    labelMapping: StreamMapping.prefault({}).transform((mapping) => ({ ...mapping, carries: 'labels' as const })),
    /** Length of the smallest stretch that is counted by itself. */
    paneMs: z.int().min(10_000).max(3_600_000).default(60_000),
    /** How much later than others of the same time an event may arrive without a window being judged again. */
    latenessMs: z.int().min(0).max(600_000).default(5_000),
    /** Panes in the window that is judged. */
    windowPanes: z.int().min(1).max(120).default(3),
    labelDelayMs: z.int().min(0).max(31_536_000_000).default(30_000),
    /** What it answers: one of two classes, one of several, or a number. Decides how answers are held against labels. */
    task: z.enum(MODEL_TASKS).default('binary'),
    positiveClass: z.string().min(1).max(200).default('1'),
    /** Categorical feature whose commonest values (10 at most) are measured by themselves, too. */
    sliceBy: z.string().min(1).max(200).nullable().default(null),
    /** Events whose id came within so long before in the same partition are counted as duplicates and left out; 0 = off. */
    dedupWindowMs: z.int().min(0).max(86_400_000).default(0),
    /** Kinds of features that are not to be inferred: codes that look like numbers are categories. */
    features: z.record(z.string().max(200), z.enum(DECLARED_KINDS)).default({}),
    settings: DriftRuleSettings.prefault({}),
    /** Objectives that the model starts with; what people make of them later stays. */
    slos: z.array(ManifestSlo).max(50).default([]),
  })
  .refine((manifest) => manifest.labelTopic !== manifest.predictionTopic, {
    path: ['labelTopic'],
    message: 'labels need a topic of their own',
  })
  .refine((manifest) => 3_600_000 % manifest.paneMs === 0, {
    path: ['paneMs'],
    message: 'an hour must be a whole number of panes',
  });
export type ModelManifest = z.infer<typeof ModelManifest>;
