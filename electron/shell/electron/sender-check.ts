import { isAppUrl } from './origin.ts';

/** The part of `WebFrameMain` that tells who sent a message. */
export type SenderFrame = { readonly url: string; readonly parent: unknown } | null;

/** Only the top frame of our own page is listened to; a frame that is already gone is nobody. */
export function isOurPage(frame: SenderFrame): boolean {
  return frame !== null && frame.parent === null && isAppUrl(frame.url);
}
