import { lazy, Suspense } from 'react';
import { assertNever } from '../shared/lib/invariant.ts';
import { releaseIdSchema, reviewIdSchema } from '../shared/domain/ids.ts';
import { findMember, type Workspace } from '../shared/domain/workspace/workspace.ts';
import { Home } from './features/home/home.tsx';
import { ReviewGate, type ReadyReview } from './features/reviews/review-gate.tsx';
import { useFileDrop } from './state/dropped-files.ts';
import { go, routeToHash, useRoute, type Route } from './state/route.ts';
import { useWorkspace } from './store/workspace-hooks.ts';
import { Empty, Loading } from './ui/empty.tsx';
import type { GuideSectionId } from './texts/guide-sections.ts';
import { Frame, type NavItem } from './ui/page.tsx';
import { useKeys } from './ui/use-keys.ts';

const Releases = lazy(async () => ({ default: (await import('./features/releases/releases.tsx')).Releases }));
const ReleasePage = lazy(async () => ({ default: (await import('./features/releases/release-page.tsx')).ReleasePage }));
const Reviews = lazy(async () => ({ default: (await import('./features/reviews/reviews.tsx')).Reviews }));
const Prepare = lazy(async () => ({ default: (await import('./features/prepare/prepare.tsx')).Prepare }));
const Light = lazy(async () => ({ default: (await import('./features/light/light.tsx')).Light }));
const Rounds = lazy(async () => ({ default: (await import('./features/rounds/rounds.tsx')).Rounds }));
const Answer = lazy(async () => ({ default: (await import('./features/answer/answer.tsx')).Answer }));
const Room = lazy(async () => ({ default: (await import('./room-with-causes.tsx')).RoomWithCauses }));
const RecordPlace = lazy(async () => ({ default: (await import('./features/record/record-place.tsx')).RecordPlace }));
const SignBrought = lazy(async () => ({ default: (await import('./features/record/sign-brought.tsx')).SignBrought }));
const Calendar = lazy(async () => ({ default: (await import('./features/calendar/calendar.tsx')).Calendar }));
const Commitments = lazy(async () => ({
  default: (await import('./features/commitments/commitments.tsx')).Commitments,
}));
const Escalations = lazy(async () => ({
  default: (await import('./features/escalations/escalations.tsx')).Escalations,
}));
const Gate = lazy(async () => ({ default: (await import('./features/gate/gate.tsx')).Gate }));
const Catalogue = lazy(async () => ({ default: (await import('./features/catalogue/catalogue.tsx')).Catalogue }));
const ServicePage = lazy(async () => ({
  default: (await import('./features/catalogue/service-page.tsx')).ServicePage,
}));
const SeriesPage = lazy(async () => ({ default: (await import('./features/series/series-page.tsx')).SeriesPage }));
const TranscriptPage = lazy(async () => ({
  default: (await import('./features/transcripts/transcript-page.tsx')).TranscriptPage,
}));
const Archive = lazy(async () => ({ default: (await import('./features/archive/archive.tsx')).Archive }));
const KeptPlace = lazy(async () => ({ default: (await import('./features/archive/kept.tsx')).KeptPlace }));
const SaidInReview = lazy(async () => ({
  default: (await import('./features/transcripts/said-in-review.tsx')).SaidInReview,
}));
const Guide = lazy(async () => ({ default: (await import('./features/guide/guide.tsx')).Guide }));
const Templates = lazy(async () => ({ default: (await import('./features/templates/templates.tsx')).Templates }));
const TemplatePage = lazy(async () => ({
  default: (await import('./features/templates/template-page.tsx')).TemplatePage,
}));
const PolicyPlace = lazy(async () => ({ default: (await import('./features/policy/policy-place.tsx')).PolicyPlace }));
const KeysPlace = lazy(async () => ({ default: (await import('./features/keys/keys-place.tsx')).KeysPlace }));
const Sources = lazy(async () => ({ default: (await import('./features/sources/sources.tsx')).Sources }));

const places: readonly { readonly label: string; readonly route: Route; readonly holds: readonly Route['place'][] }[] =
  [
    { label: 'Today', route: { place: 'home' }, holds: ['home'] },
    { label: 'Releases', route: { place: 'releases' }, holds: ['releases', 'release', 'series'] },
    {
      label: 'Reviews',
      route: { place: 'reviews' },
      holds: ['reviews', 'prepare', 'light', 'rounds', 'answer', 'record', 'sign', 'transcript'],
    },
    { label: 'Archive', route: { place: 'archive' }, holds: ['archive', 'kept'] },
    { label: 'Calendar', route: { place: 'calendar' }, holds: ['calendar'] },
    { label: 'Commitments', route: { place: 'commitments' }, holds: ['commitments', 'escalations'] },
    { label: 'Gate tokens', route: { place: 'gate' }, holds: ['gate'] },
    { label: 'Catalogue', route: { place: 'catalogue' }, holds: ['catalogue', 'service'] },
    { label: 'Sources', route: { place: 'sources' }, holds: ['sources'] },
    { label: 'Keys', route: { place: 'keys' }, holds: ['keys'] },
    { label: 'Policy', route: { place: 'policy', view: 'read' }, holds: ['policy'] },
    { label: 'Templates', route: { place: 'templates' }, holds: ['templates', 'template'] },
    { label: 'Guide', route: { place: 'guide', section: null }, holds: ['guide'] },
  ];

/** The facilitator's side: the rail with the places, or the room, which takes the whole window. */
export function Console() {
  const route = useRoute();
  useFileDrop();
  const toGuide = () => go({ place: 'guide', section: guideOfPlace(route) });
  useKeys(route.place === 'room' ? [] : [{ key: 'F1', label: 'guide', run: toGuide }], 0);
  if (route.place === 'room')
    return (
      <Suspense fallback={<Loading what="the room" />}>
        <Place route={route} />
      </Suspense>
    );
  const nav: readonly NavItem[] = places.map(({ label, route: to, holds }) => ({
    label,
    href: routeToHash(to),
    current: holds.includes(route.place),
  }));
  return (
    <Frame nav={nav} foot={<WhereThisIs />} place={routeToHash(route)}>
      <Suspense fallback={<Loading what="the page" />}>
        <Place route={route} />
      </Suspense>
    </Frame>
  );
}

/** Where the guide is opened from a place. The room has its own, beside its work. */
const guideOfPlace = ({ place }: Route): GuideSectionId =>
  place === 'commitments' ? 'commitments' : place === 'record' ? 'closing' : place === 'keys' ? 'keys' : 'before';

function Place({ route }: { readonly route: Route }) {
  switch (route.place) {
    case 'home':
      return <Home />;
    case 'releases':
      return <Releases />;
    case 'release': {
      const release = releaseIdSchema.safeParse(route.release);
      return release.success ? <ReleasePage key={release.data} release={release.data} /> : <NoSuchPlace />;
    }
    case 'reviews':
      return <Reviews />;
    case 'calendar':
      return <Calendar />;
    case 'answer':
      return <Answer />;
    case 'sign':
      return <SignBrought />;
    case 'commitments':
      return <Commitments />;
    case 'escalations':
      return <Escalations />;
    case 'gate':
      return <Gate />;
    case 'catalogue':
      return <Catalogue />;
    case 'service':
      return <ServicePage key={route.service} service={route.service} />;
    case 'sources':
      return <Sources />;
    case 'keys':
      return <KeysPlace />;
    case 'policy':
      return <PolicyPlace key={route.view} view={route.view} />;
    case 'guide':
      return <Guide section={route.section} />;
    case 'templates':
      return <Templates />;
    case 'template':
      return <TemplatePage key={`${route.origin} ${route.template}`} origin={route.origin} id={route.template} />;
    case 'series':
      return <SeriesPage series={route.series} from={route.from} to={route.to} />;
    case 'archive':
      return <Archive />;
    case 'kept':
      return <KeptPlace />;
    case 'transcript':
      return <TranscriptPage key={route.transcript} transcript={route.transcript} at={route.at} />;
    case 'prepare':
    case 'light':
    case 'rounds':
    case 'room':
    case 'record': {
      const review = reviewIdSchema.safeParse(route.review);
      if (!review.success) return <NoSuchPlace />;
      return (
        <ReviewGate key={`${route.place} ${review.data}`} review={review.data} alone={route.place === 'room'}>
          {(reading, workspace) => <ReviewPlace place={route.place} reading={reading} workspace={workspace} />}
        </ReviewGate>
      );
    }
    default:
      return assertNever(route);
  }
}

type ReviewPlaceProps = {
  readonly place: 'prepare' | 'light' | 'rounds' | 'room' | 'record';
  readonly reading: ReadyReview;
  readonly workspace: Workspace;
};

function ReviewPlace({ place, reading, workspace }: ReviewPlaceProps) {
  const { review } = reading.folded;
  switch (place) {
    case 'prepare':
      return (
        <Prepare review={review} workspace={workspace}>
          <SaidInReview review={review} />
        </Prepare>
      );
    case 'light':
      return <Light review={review} workspace={workspace} />;
    case 'rounds':
      return <Rounds review={review} workspace={workspace} />;
    case 'record':
      return (
        <RecordPlace review={review} workspace={workspace} seq={reading.seq}>
          <SaidInReview review={review} />
        </RecordPlace>
      );
    case 'room':
      return <Room reading={reading} workspace={workspace} />;
    default:
      return assertNever(place);
  }
}

const NoSuchPlace = () => <Empty title="There is nothing at this address. Choose a place on the left." />;

function WhereThisIs() {
  const workspace = useWorkspace();
  if (workspace === undefined) return null;
  const me = findMember(workspace, workspace.me);
  return (
    <div>
      {me !== undefined && <p>You are {me.display}</p>}
      {workspace.sample ? (
        <>
          <p className="sample">Sample organisation</p>
          <p>made-up data</p>
        </>
      ) : (
        <p>{workspace.name}</p>
      )}
    </div>
  );
}
