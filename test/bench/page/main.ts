/// <reference types="vite/client" />
// Vite answers this address with the built worker's.
// oxlint-disable-next-line import/default
import workerUrl from './arms-worker.ts?worker&url';
import type { ArmRequest, ArmAnswer } from './arms-worker.ts';

type PolicyMaker = {
  createPolicy(name: string, rules: { createScriptURL(url: string): string }): { createScriptURL(url: string): string };
};

// The bench runs under the product's own content policy, which wants script addresses vouched for.
const policy = (globalThis as { readonly trustedTypes?: PolicyMaker }).trustedTypes?.createPolicy('hotwash', {
  createScriptURL: () => workerUrl,
});
const address = policy?.createScriptURL(workerUrl) ?? workerUrl;

// Each run gets a worker of its own, as the product's sync does.
const runArm = (request: ArmRequest): Promise<ArmAnswer> =>
  new Promise((resolve, reject) => {
    const worker = new Worker(address, { type: 'module' });
    worker.addEventListener('error', (event) => reject(new Error(event.message)));
    worker.addEventListener('message', (event: MessageEvent<ArmAnswer>) => {
      worker.terminate();
      resolve(event.data);
    });
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a worker has no origin to name
    worker.postMessage(request);
  });

Object.assign(globalThis, { runArm });
