import { PageTitle, Section } from '../../ui/section.tsx';
import { SkeletonRows } from '../../ui/skeleton.tsx';
import styles from './overview.module.css';

const NEED_ROW_PX = 70;
const CHANGE_ROW_PX = 29;

export function OverviewSkeleton() {
  return (
    <>
      <PageTitle>Home</PageTitle>
      <div className={styles['top']}>
        <Section title="Needs you">
          <SkeletonRows rows={3} rowHeight={NEED_ROW_PX} label="What needs you is loading" />
        </Section>
        <Section title="What changed">
          <SkeletonRows rows={7} rowHeight={CHANGE_ROW_PX} label="Changes are loading" />
        </Section>
      </div>
      <Section title="Fleet" className={styles['fleet']}>
        <SkeletonRows rows={8} label="The fleet is loading" />
      </Section>
    </>
  );
}
