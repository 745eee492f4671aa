import { procedures, syncPullSchema, type CallFault, type ProcedureName } from '../../shared/contract/procedures.ts';
import { err, type Result } from '../../shared/lib/result.ts';
import { serveCalendar } from './calendar-handlers.ts';
import { carryEvidence } from './evidence-handlers.ts';
import { fail, toCallFault } from './fault.ts';
import { serveGate } from './gate-handlers.ts';
import type { Handler } from './handler.ts';
import { findPage, servePage } from './page-files.ts';
import { createProcedureHandlers, type ProcedureHandlers } from './procedure-handlers.ts';
import { progressStreams } from './progress-streams.ts';
import { takeChunk } from './recording-handlers.ts';
import type { Services } from './services.ts';
import { serveMedia } from './serve-media.ts';
import { serveRecording } from './serve-recording.ts';
import { workspaceStream } from './workspace-service.ts';

/** The one Request -> Response function of Hotwash: page, procedures, streams, uploads and media. */
export async function createHandler(services: Services, onBug: (error: unknown) => void): Promise<Handler> {
  const handlers = createProcedureHandlers(services);
  const page = await findPage();
  return async (request) => {
    const url = new URL(request.url);
    try {
      if (url.pathname.startsWith('/api/')) return await api(services, handlers, request, url);
      if (request.method !== 'GET' && request.method !== 'HEAD')
        return answer(fail('wrong-method', 'Only GET is answered here.'), 405);
      if (url.pathname.startsWith('/media/calendar/')) return await serveCalendar(services.calendar, url.pathname);
      if (url.pathname.startsWith('/media/gate/')) return serveGate(services.gate, url.pathname);
      if (url.pathname.startsWith('/media/recording/'))
        return await serveRecording(services.recordingStore, request, url.pathname);
      if (url.pathname.startsWith('/media/')) return await serveMedia(services, url.pathname);
      return page === undefined
        ? new Response('The page was not built.', { status: 500 })
        : await servePage(page, url.pathname);
    } catch (error) {
      onBug(error);
      return answer(
        fail('bug', 'Hotwash made a mistake. What was acknowledged is kept; try again, or start it again.'),
        500,
      );
    }
  };
}

async function api(services: Services, handlers: ProcedureHandlers, request: Request, url: URL): Promise<Response> {
  const name = url.pathname.slice('/api/'.length);
  if (request.method === 'PUT') return upload(services, request, name, url);
  if (request.method !== 'POST') return answer(fail('wrong-method', 'Procedures are called with POST.'), 405);
  const input = await readJson(request);
  if (!input.ok) return answer(input, 400);
  if (name === 'sync.pull') {
    const parsed = syncPullSchema.safeParse(input.value);
    if (!parsed.success) return answer(invalid(parsed.error.issues[0]), 400);
    // A page that keeps a history of this workspace may give it back; only one that has none makes it a new workspace.
    if (parsed.data.cursors[workspaceStream] === undefined) await services.workspace.found();
    return new Response(services.sync.pull(parsed.data.cursors, request.signal), {
      headers: { 'content-type': 'application/octet-stream' },
    });
  }
  const stream = progressStreams.get(name);
  if (stream !== undefined) {
    const opened = stream(services, input.value, request.signal);
    return opened.ok ? ndjson(opened.value) : answer(invalid(opened.error), 400);
  }
  return Object.hasOwn(procedures, name)
    ? answer(await callProcedure(handlers, name as ProcedureName, input.value))
    : answer(fail('no-procedure', 'There is no such procedure.'), 404);
}

/** Checks the input, runs the procedure, checks the output: both ends of the contract are enforced here. */
// oxlint-disable-next-line typescript/no-unnecessary-type-parameters -- N ties a procedure's handler to its own input
async function callProcedure<N extends ProcedureName>(
  handlers: ProcedureHandlers,
  name: N,
  input: unknown,
): Promise<Result<unknown, CallFault>> {
  const parsed = procedures[name].input.safeParse(input);
  if (!parsed.success) return invalid(parsed.error.issues[0]);
  const result = await handlers[name](parsed.data as Parameters<ProcedureHandlers[N]>[0]);
  return result.ok ? { ok: true, value: procedures[name].output.parse(result.value) } : result;
}

function invalid(
  issue: { readonly path: readonly PropertyKey[]; readonly message: string } | undefined,
): Result<never, CallFault> {
  return err({
    code: 'invalid-input',
    path: issue?.path.map(String).join('.') ?? '',
    message: issue?.message ?? 'The input is not of the expected shape.',
  });
}

async function readJson(request: Request): Promise<Result<unknown, CallFault>> {
  try {
    return { ok: true, value: await request.json() };
  } catch {
    return fail('not-json', 'The request is not JSON.');
  }
}

const answer = (result: Result<unknown, CallFault>, status = 200): Response =>
  new Response(JSON.stringify(result), { status, headers: { 'content-type': 'application/json' } });

async function upload(services: Services, request: Request, name: string, url: URL): Promise<Response> {
  const body = request.body;
  if (body === null) return answer(fail('no-body', 'The request carries nothing.'), 400);
  if (name === 'recording.chunk') return answer(await takeChunk(services, url, body));
  if (name === 'intake.carry') return answer(await services.uploads.keep(url.searchParams.get('name') ?? 'file', body));
  if (name === 'transcript.import') return answer(await services.transcriptImport.take(url.searchParams, body));
  if (name === 'evidence.carry')
    return answer(await carryEvidence(services.evidence, url.searchParams.get('name') ?? 'file', body));
  if (name === 'sync.restore-chunk') {
    const restored = await services.sync.restoreChunk(new Uint8Array(await request.arrayBuffer()));
    return answer(restored.ok ? { ok: true, value: { sha256: restored.value } } : err(toCallFault(restored.error)));
  }
  return answer(fail('no-procedure', 'There is no such procedure.'), 404);
}

function ndjson(events: AsyncIterable<unknown>): Response {
  const iterator = events[Symbol.asyncIterator]();
  const encoder = new TextEncoder();
  const body = new ReadableStream<Uint8Array>({
    pull: async (controller) => {
      const next = await iterator.next();
      if (next.done === true) controller.close();
      else controller.enqueue(encoder.encode(`${JSON.stringify(next.value)}\n`));
    },
    cancel: async () => {
      await iterator.return?.();
    },
  });
  return new Response(body, { headers: { 'content-type': 'application/x-ndjson' } });
}
