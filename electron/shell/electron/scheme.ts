import type { CustomScheme } from 'electron';
import type { Handler } from '../../host/handler.ts';
import { checkMethod } from '../check-method.ts';
import { refusalResponse, withSecurityHeaders } from '../security-headers.ts';
import { isAppUrl, SCHEME } from './origin.ts';

/** Makes our scheme an origin like https: IndexedDB, fetch, streams and the code cache work. Registered before ready. */
export const APP_SCHEME: CustomScheme = {
  scheme: SCHEME,
  privileges: { standard: true, secure: true, supportFetchAPI: true, stream: true, codeCache: true },
};

/** Serves the handler at our scheme, under the same rules for methods, bodies and headers as the loopback server. */
export function createSchemeHandler(handler: Handler, onBug: (error: unknown) => void): Handler {
  return async (request) => {
    if (!isAppUrl(request.url)) return refusalResponse(421, 'wrong-host', 'This address does not serve Hotwash.');
    const refused = checkMethod(request.method, request.headers.get('content-type') ?? '');
    if (refused) return refusalResponse(refused.status, refused.code, refused.message);
    try {
      const answer = await handler(request);
      return new Response(answer.body, { status: answer.status, headers: withSecurityHeaders(answer.headers) });
    } catch (error) {
      if (!request.signal.aborted) onBug(error);
      return refusalResponse(
        500,
        'internal',
        'Something went wrong inside Hotwash. Nothing that was acknowledged is lost.',
      );
    }
  };
}
