import type { BrowserWindowConstructorOptions, WebContents } from 'electron';
import { isAudienceUrl } from '../audience-url.ts';
import { APP_ORIGIN, isAppUrl } from './origin.ts';

/**
 * Holds any web contents, ours or one that came about otherwise, to our own page: no navigation elsewhere by link,
 * redirect or frame, no window but the audience's, no webview.
 *
 * @param audienceOptions asked at the moment a window is opened, since displays come and go
 */
export function confineContents(contents: WebContents, audienceOptions: () => BrowserWindowConstructorOptions): void {
  const stay = (event: { readonly url: string; preventDefault(): void }) => {
    if (!isAppUrl(event.url)) event.preventDefault();
  };
  contents.on('will-navigate', stay);
  contents.on('will-redirect', stay);
  contents.on('will-frame-navigate', stay);
  contents.on('will-attach-webview', (event) => event.preventDefault());
  // No request filter sees WebRTC, and it asks addresses, not names.
  contents.setWebRTCIPHandlingPolicy('disable_non_proxied_udp');
  contents.setWindowOpenHandler(({ url }) =>
    isAudienceUrl(url, APP_ORIGIN)
      ? { action: 'allow', overrideBrowserWindowOptions: audienceOptions() }
      : { action: 'deny' },
  );
}
