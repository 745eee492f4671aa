/** A stream of which the page keeps more than the main process has. Sequences of the last line on either side. */
export type LostStream = { readonly stream: string; readonly here: number; readonly there: number };

/** Where the sync stands. `done` and `total` count lines; `at` is epoch ms. */
export type SyncState =
  | { readonly state: 'starting' }
  | { readonly state: 'catching-up'; readonly done: number; readonly total: number }
  | { readonly state: 'live'; readonly at: number }
  | { readonly state: 'lost'; readonly message: string }
  | { readonly state: 'main-lost-data'; readonly streams: readonly LostStream[] };

/** What the windows of one browser say to each other about the sync: one of them does it, all of them show it. */
export type SyncMessage =
  { readonly kind: 'state'; readonly state: SyncState } | { readonly kind: 'tell' } | { readonly kind: 'restart' };

export const syncChannelName = 'hotwash-sync';
export const syncLockName = 'hotwash-sync';

export function tellWindows(channel: BroadcastChannel, message: SyncMessage): void {
  // The rule takes this for Window.postMessage; a BroadcastChannel never leaves its origin.
  // oxlint-disable-next-line unicorn/require-post-message-target-origin
  channel.postMessage(message);
}
