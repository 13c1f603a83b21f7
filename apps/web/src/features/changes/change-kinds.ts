import type { ChangeView } from '@leeway/services';
import type { ActShape } from '../../ui/act-mark.tsx';

type ChangeKind = ChangeView['kind'];

/** The mark and the word of each kind of change. */
export const CHANGE_KIND_MARKS: Record<ChangeKind, { shape: ActShape; word: string }> = {
  deploy: { shape: 'filled', word: 'deploy' },
  config: { shape: 'hollow', word: 'setting' },
  data: { shape: 'barred', word: 'data' },
  schema: { shape: 'barred', word: 'schema' },
  response: { shape: 'ring', word: 'response' },
};
