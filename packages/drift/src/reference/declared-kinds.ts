import type { DeclaredKind } from './column-sample.ts';
import type { FrozenReference } from './frozen-reference.ts';

/** Kinds that were declared for a reference, or told from a table of text: what another one of the model is read by. */
export function declaredKinds({ grid }: FrozenReference): Record<string, DeclaredKind> {
  return Object.fromEntries(
    grid.features.flatMap((feature): [string, DeclaredKind][] => {
      if (!feature.coerce) return [];
      if (feature.kind === 'numeric' && feature.text !== undefined) return [[feature.text.key, 'text']];
      return [[feature.name, feature.kind]];
    }),
  );
}
