import { lazy, StrictMode, Suspense } from 'react';
import { createRoot } from 'react-dom/client';
import { invariant } from '../shared/lib/invariant.ts';
import { reviewIdSchema } from '../shared/domain/ids.ts';
import { Console } from './console.tsx';
import { startStore } from './store/start-store.ts';
import './ui/base.css';
import { Empty } from './ui/empty.tsx';
import { Fallen } from './ui/fallen.tsx';
import { followTheme } from './ui/theme.ts';

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

const root = document.getElementById('root');
invariant(root !== null, 'the page has its root');
followTheme();
startStore();
createRoot(root).render(
  <StrictMode>
    <Fallen>
      <Page />
    </Fallen>
  </StrictMode>,
);
