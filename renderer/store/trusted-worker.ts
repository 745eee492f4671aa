type Policy = { createScriptURL(url: string): string };
type PolicyMaker = { createPolicy(name: string, rules: Policy): Policy };

let policy: Policy | undefined;
const ours = new Set<string>();

/** Starts a worker of our own. The page's policy wants script addresses vouched for; there is one voucher for them all. */
export function startTrustedWorker(url: string, name: string): Worker {
  ours.add(url);
  const makers = globalThis as { readonly trustedTypes?: PolicyMaker };
  policy ??= makers.trustedTypes?.createPolicy('hotwash', {
    createScriptURL: (asked) => {
      if (!ours.has(asked)) throw new TypeError('not a worker of this page');
      return asked;
    },
  });
  return new Worker(policy?.createScriptURL(url) ?? url, { type: 'module', name });
}
