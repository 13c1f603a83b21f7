import { z } from 'zod';
import { MAX_FEATURES } from '../bounds.ts';
import { StreamMapping } from './stream-mapping.ts';

const SchemaLine = z.object({
  meta_data: z.object({ bento_name: z.string() }),
  columns: z
    .array(z.object({ name: z.string().min(1).max(200), role: z.enum(['feature', 'prediction', 'target']) }))
    .max(MAX_FEATURES),
});

/** A mapping from the line in which BentoML's monitor describes its columns; null where it is none. */
export function mappingFromBentoMl(line: unknown, zone: string): StreamMapping | null {
  const parsed = SchemaLine.safeParse(line);
  if (!parsed.success) return null;
  const { columns, meta_data: about } = parsed.data;
  const pointer = (name: string) => `/${name.replaceAll('~', '~0').replaceAll('/', '~1')}`;
  const named = (role: string) => columns.filter((column) => column.role === role).map(({ name }) => name);
  const [prediction] = named('prediction');
  const [target] = named('target');
  const mapping = StreamMapping.safeParse({
    format: 'bentoml',
    model: { const: about.bento_name },
    time: { path: 'timestamp', unit: 'iso', zone },
    features: {
      path: '',
      as: 'fields',
      fields: Object.fromEntries(named('feature').map((name) => [name, pointer(name)])),
    },
    ...(prediction === undefined ? {} : { prediction: { path: pointer(prediction) } }),
    ...(target === undefined ? {} : { label: { path: pointer(target) } }),
  });
  return mapping.success ? mapping.data : null;
}
