import type { Metadata } from 'next';
import { SlosPage } from '../../../features/slos/slos-page.tsx';

export const metadata: Metadata = { title: 'SLOs' };

export default function Page() {
  return <SlosPage />;
}
