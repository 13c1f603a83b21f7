import { Skeleton, SkeletonRows } from './skeleton.tsx';

/** A page of one thing that is on its way: its title, then rows. */
export function PageSkeleton(props: { rows: number; label: string }) {
  return (
    <div>
      <div className="pt-5 pb-5">
        <Skeleton width={420} height={20} />
      </div>
      <SkeletonRows rows={props.rows} label={props.label} />
    </div>
  );
}
