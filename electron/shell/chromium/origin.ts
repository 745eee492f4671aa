/** The name never changes, whatever the port, so that IndexedDB stays where it is. */
export const HOST = 'hotwash.localhost';
export const ORIGIN = `http://${HOST}`;

/** The one page that is served without the session token: empty, it waits for the token to be set. */
export const BOOT_PATH = '/boot';
export const SESSION_COOKIE = 'hotwash-session';
