import { useSyncExternalStore } from 'react';

/** Every place of the console, as its address after `#`. The audience window is a page of its own: `/audience?review=ID`. */
export type Route =
  | { readonly place: 'home' }
  | { readonly place: 'releases' }
  | { readonly place: 'release'; readonly release: string }
  | { readonly place: 'reviews' }
  | { readonly place: 'prepare'; readonly review: string }
  | { readonly place: 'light'; readonly review: string }
  | { readonly place: 'rounds'; readonly review: string }
  | { readonly place: 'room'; readonly review: string }
  | { readonly place: 'record'; readonly review: string }
  /** Answering a review that is held elsewhere, without meeting. */
  | { readonly place: 'answer' }
  /** Signing a request that was brought here. */
  | { readonly place: 'sign' }
  | { readonly place: 'commitments' }
  | { readonly place: 'escalations' }
  | { readonly place: 'gate' }
  | { readonly place: 'calendar' }
  | { readonly place: 'catalogue' }
  | { readonly place: 'service'; readonly service: string }
  | { readonly place: 'sources' }
  | { readonly place: 'keys' }
  /** The rules in force, or the desk where they are changed and tried. */
  | { readonly place: 'policy'; readonly view: 'read' | 'change' }
  /** A section of the guide; null for its beginning. */
  | { readonly place: 'guide'; readonly section: string | null }
  | { readonly place: 'templates' }
  | { readonly place: 'template'; readonly origin: 'shipped' | 'own'; readonly template: string }
  /** Everything that was said and decided, to look through and to search. */
  | { readonly place: 'archive' }
  /** How long it is kept. */
  | { readonly place: 'kept' }
  /** A transcript, at a moment of it (ms from its beginning); null where its beginning is meant. */
  | { readonly place: 'transcript'; readonly transcript: string; readonly at: number | null }
  /** A stretch of one series, epoch ms; null where all of it is meant. */
  | { readonly place: 'series'; readonly series: string; readonly from: number | null; readonly to: number | null };

export function routeToHash(route: Route): string {
  switch (route.place) {
    case 'home':
      return '#/';
    case 'release':
      return `#/releases/${encodeURIComponent(route.release)}`;
    case 'guide':
      return route.section === null ? '#/guide' : `#/guide/${encodeURIComponent(route.section)}`;
    case 'template':
      return `#/templates/${route.origin}/${encodeURIComponent(route.template)}`;
    case 'policy':
      return route.view === 'read' ? '#/policy' : '#/policy/change';
    case 'service':
      return `#/catalogue/${encodeURIComponent(route.service)}`;
    case 'series':
      return `#/series/${encodeURIComponent(route.series)}${route.from === null || route.to === null ? '' : `/${route.from}-${route.to}`}`;
    case 'transcript':
      return `#/transcripts/${encodeURIComponent(route.transcript)}${route.at === null ? '' : `/${route.at}`}`;
    case 'prepare':
    case 'light':
    case 'rounds':
    case 'room':
    case 'record':
      return `#/reviews/${encodeURIComponent(route.review)}/${route.place}`;
    default:
      return `#/${route.place}`;
  }
}

/** The place an address names; an unknown one leads home. */
export function hashToRoute(hash: string): Route {
  const [place, id, part] = hash.replace(/^#\/?/, '').split('/').map(safeDecode);
  if (place === 'releases') return id === undefined ? { place } : { place: 'release', release: id };
  if (
    place === 'reviews' &&
    id !== undefined &&
    (part === 'prepare' || part === 'light' || part === 'rounds' || part === 'room' || part === 'record')
  )
    return { place: part, review: id };
  if (place === 'series' && id !== undefined) {
    const [, from, to] = /^(\d+)-(\d+)$/.exec(part ?? '') ?? [];
    return {
      place,
      series: id,
      from: from === undefined ? null : Number(from),
      to: to === undefined ? null : Number(to),
    };
  }
  if (place === 'transcripts' && id !== undefined)
    return { place: 'transcript', transcript: id, at: /^\d{1,10}$/.test(part ?? '') ? Number(part) : null };
  if (place === 'guide') return { place, section: id ?? null };
  if (place === 'templates')
    return part !== undefined && (id === 'shipped' || id === 'own')
      ? { place: 'template', origin: id, template: part }
      : { place };
  if (place === 'policy') return { place, view: id === 'change' ? 'change' : 'read' };
  if (place === 'catalogue') return id === undefined ? { place } : { place: 'service', service: id };
  if (place === 'archive' || place === 'kept') return { place };
  if (place === 'escalations' || place === 'gate' || place === 'answer' || place === 'sign') return { place };
  if (place === 'reviews' || place === 'commitments' || place === 'calendar' || place === 'sources' || place === 'keys')
    return { place };
  return { place: 'home' };
}

function safeDecode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return '';
  }
}

export function go(route: Route): void {
  location.hash = routeToHash(route);
}

const subscribe = (listener: () => void) => {
  addEventListener('hashchange', listener);
  return () => removeEventListener('hashchange', listener);
};

export const useRoute = (): Route => hashToRoute(useSyncExternalStore(subscribe, () => location.hash));

const keptPlace = 'hotwash:place';

/** A window that was closed or killed comes back where it was: in the middle of a meeting that is the room. */
export function beginWhereItWas(): Route {
  const kept = localStorage.getItem(keptPlace);
  if (location.hash === '' && kept !== null) location.replace(routeToHash(hashToRoute(kept)));
  addEventListener('hashchange', () => localStorage.setItem(keptPlace, location.hash));
  return hashToRoute(location.hash);
}
