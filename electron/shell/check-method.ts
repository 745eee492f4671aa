/**
 * The methods that are answered, and what a body may be. Neither type of body can be sent across origins without a
 * preflight, which nothing here answers. Undefined means it may go on.
 */
export function checkMethod(method: string, contentType: string): Refused | undefined {
  if (method === 'GET' || method === 'HEAD') return undefined;
  const type = contentType.split(';')[0]?.trim().toLowerCase();
  if (method === 'POST') {
    return type === 'application/json' ? undefined : refused(415, 'not-json', 'Only JSON is read here.');
  }
  if (method === 'PUT') {
    return type === 'application/octet-stream'
      ? undefined
      : refused(415, 'not-bytes', 'Only plain bytes are read here.');
  }
  return refused(405, 'wrong-method', 'Only GET, HEAD, POST and PUT are answered.');
}

export type Refused = { readonly status: number; readonly code: string; readonly message: string };

export const refused = (status: number, code: string, message: string): Refused => ({ status, code, message });
