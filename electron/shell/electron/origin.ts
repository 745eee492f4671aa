export const SCHEME = 'hotwash';
const APP_HOST = 'app';
export const APP_ORIGIN = `${SCHEME}://${APP_HOST}`;

/** Keeps the page's IndexedDB on disk, apart from the default session, which holds nothing. */
export const PARTITION = 'persist:hotwash';

/**
 * True for an address of our own page. The URL standard gives a custom scheme the origin "null", so scheme and host are
 * compared, and a user name or a port makes it another address.
 */
export function isAppUrl(url: string): boolean {
  return url === APP_ORIGIN || url.startsWith(`${APP_ORIGIN}/`);
}
