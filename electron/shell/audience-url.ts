/** Where the page opens the audience window: `/audience` or below, at our own origin. Nothing else may open a window. */
export function isAudienceUrl(url: string, origin: string): boolean {
  return url.startsWith(origin) && /^\/audience(?:[/?#]|$)/.test(url.slice(origin.length));
}
