import { lazy, StrictMode, Suspense } from 'react';
import { createRoot } from 'react-dom/client';
import { reviewIdSchema } from '../shared/domain/ids.ts';
import { Console } from './console.tsx';
import { startStore } from './store/start-store.ts';
import { Empty } from './ui/empty.tsx';
import { Fallen } from './ui/fallen.tsx';

const AudienceWindow = lazy(async () => ({
  default: (await import('./features/room/audience-window.tsx')).AudienceWindow,
}));

/** The conference room's screen is a page of its own, so that it survives the console. */
function Page() {
  if (!location.pathname.startsWith('/audience')) return <Console />;
  const review = reviewIdSchema.safeParse(new URLSearchParams(location.search).get('review'));
  if (!review.success) return <Empty title="This window shows no review. Open it from the review's room." />;
  return (
    <Suspense fallback={null}>
      <AudienceWindow review={review.data} />
    </Suspense>
  );
}

/** Draws the page that this window is, and starts what keeps its data in step. */
export function startPage(root: HTMLElement): void {
  startStore();
  createRoot(root).render(
    <StrictMode>
      <Fallen>
        <Page />
      </Fallen>
    </StrictMode>,
  );
}
