import type { Session } from 'electron';
import { isAppUrl } from './origin.ts';

/** Our own page and what it made itself; anything else would leave the machine or read its disk. */
export function mayRequest(url: string): boolean {
  return isAppUrl(url) || url.startsWith('blob:') || url.startsWith('data:');
}

/** Cancels every other request of the session, whoever in it makes it. */
export function filterNetwork(session: Session): void {
  session.webRequest.onBeforeRequest((details, callback) => callback({ cancel: !mayRequest(details.url) }));
}

/** For the browser's own machinery, which no session filter sees. Appended before ready. */
export const NETWORK_SWITCHES: readonly (readonly [string, string])[] = [
  ['host-resolver-rules', 'MAP * ~NOTFOUND'],
  ['no-proxy-server', ''],
  ['disable-background-networking', ''],
  ['disable-component-update', ''],
  ['disable-domain-reliability', ''],
  ['no-pings', ''],
  ['disable-features', 'WebRtcHideLocalIpsWithMdns'],
];
