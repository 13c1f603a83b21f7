import { PageTitle, Section } from '../../ui/section.tsx';
import { NoModels } from '../models/no-models.tsx';

/** An empty control plane: what comes first, and how. */
export function FirstRun() {
  return (
    <>
      <PageTitle aside="0 models">Nothing to watch yet</PageTitle>
      <Section title="Start here">
        <NoModels />
        <p className="max-w-160 pb-6 text-ink-2">
          What a prediction and a label must carry, field by field, and a producer of fifteen lines in Python and in
          TypeScript: see “Your own model” in <code>README.md</code>. To see the whole loop on real data first, start
          Leeway without <code>--no-demo</code>.
        </p>
      </Section>
    </>
  );
}
