import type { Session } from 'electron';
import { isAppUrl } from './origin.ts';

/**
 * What the page may do: keep its database, record a meeting's sound, copy text, keep the display awake, fill a display and
 * tell displays apart. Everything else is refused without asking.
 */
const GRANTED = new Set([
  'persistent-storage',
  'clipboard-sanitized-write',
  'screen-wake-lock',
  'fullscreen',
  'window-management',
]);

export type PermissionQuestion = {
  readonly permission: string;
  readonly requestingUrl: string;
  readonly isMainFrame: boolean;
  /** Only for `media`: what of. */
  readonly media: readonly string[];
};

export function isPermissionGranted(question: PermissionQuestion): boolean {
  if (!question.isMainFrame || !isAppUrl(question.requestingUrl)) return false;
  if (question.permission !== 'media') return GRANTED.has(question.permission);
  return question.media.length > 0 && question.media.every((kind) => kind === 'audio');
}

/** Answers requests and checks alike: some features only check. */
export function guardPermissions(session: Session): void {
  session.setPermissionRequestHandler((_contents, permission, callback, details) => {
    const media = 'mediaTypes' in details ? (details.mediaTypes ?? []) : [];
    const { requestingUrl, isMainFrame } = details;
    callback(isPermissionGranted({ permission, requestingUrl, isMainFrame, media }));
  });
  session.setPermissionCheckHandler((_contents, permission, requestingOrigin, details) => {
    const media = details.mediaType === undefined ? [] : [details.mediaType];
    const { isMainFrame } = details;
    return isPermissionGranted({ permission, requestingUrl: requestingOrigin, isMainFrame, media });
  });
  session.setDevicePermissionHandler(() => false);
}
