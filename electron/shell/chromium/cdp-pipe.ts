import type { Readable, Writable } from 'node:stream';

type CdpEvent = {
  readonly method: string;
  readonly params: Record<string, unknown>;
  readonly sessionId?: string;
};

/** A browser's debugging pipe: JSON messages, each ended by a zero byte, on file descriptors 3 and 4. */
export interface CdpPipe {
  /** Rejects when the browser refuses, and when the pipe closes before the answer. */
  send(method: string, params?: Record<string, unknown>, sessionId?: string): Promise<Record<string, unknown>>;
  /** Returns the unsubscribe. */
  onEvent(listener: (event: CdpEvent) => void): () => void;
  readonly closed: Promise<void>;
}

type Message = {
  readonly id?: number;
  readonly method?: string;
  readonly params?: Record<string, unknown>;
  readonly result?: Record<string, unknown>;
  readonly error?: { readonly message: string };
  readonly sessionId?: string;
};

type Waiting = { resolve(result: Record<string, unknown>): void; reject(error: Error): void };

export function createCdpPipe(toBrowser: Writable, fromBrowser: Readable): CdpPipe {
  const waiting = new Map<number, Waiting>();
  const listeners = new Set<(event: CdpEvent) => void>();
  let lastId = 0;
  let isClosed = false;

  const take = (message: Message) => {
    if (message.id === undefined) {
      if (message.method === undefined) return;
      const { method, params = {}, sessionId } = message;
      for (const listener of listeners) listener({ method, params, ...(sessionId !== undefined && { sessionId }) });
      return;
    }
    const asked = waiting.get(message.id);
    waiting.delete(message.id);
    if (message.error) asked?.reject(new Error(`The browser refused: ${message.error.message}`));
    else asked?.resolve(message.result ?? {});
  };

  const closed = new Promise<void>((resolve) => {
    const close = () => {
      isClosed = true;
      for (const asked of waiting.values()) asked.reject(new Error('The browser is gone.'));
      waiting.clear();
      resolve();
    };
    fromBrowser.once('close', close).once('end', close).once('error', close);
    toBrowser.once('error', close);
  });
  splitMessages(fromBrowser, (text) => take(JSON.parse(text) as Message));

  return {
    closed,
    onEvent(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    send(method, params = {}, sessionId) {
      if (isClosed) return Promise.reject(new Error('The browser is gone.'));
      lastId += 1;
      const id = lastId;
      return new Promise((resolve, reject) => {
        waiting.set(id, { resolve, reject });
        toBrowser.write(`${JSON.stringify({ id, method, params, ...(sessionId !== undefined && { sessionId }) })}\0`);
      });
    },
  };
}

/** Large answers (a PDF) come in thousands of pieces, so pieces are joined once, at the zero byte. */
function splitMessages(source: Readable, onMessage: (text: string) => void): void {
  let pieces: Buffer[] = [];
  source.on('data', (chunk: Buffer) => {
    let start = 0;
    for (let end = chunk.indexOf(0); end !== -1; end = chunk.indexOf(0, start)) {
      pieces.push(chunk.subarray(start, end));
      onMessage(Buffer.concat(pieces).toString('utf8'));
      pieces = [];
      start = end + 1;
    }
    if (start < chunk.length) pieces.push(chunk.subarray(start));
  });
}
