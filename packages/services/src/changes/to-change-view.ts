import type { ChangeEventModel } from '@leeway/store';
import type { ChangeView } from './change-view.ts';

export function toChangeView(row: ChangeEventModel): ChangeView {
  return {
    id: row.id,
    modelId: row.modelId,
    kind: row.kind as ChangeView['kind'],
    title: row.title,
    detail: row.detail,
    actor: row.actor,
    fromValue: row.fromValue,
    toValue: row.toValue,
    url: row.url,
    atMs: row.at.getTime(),
  };
}
