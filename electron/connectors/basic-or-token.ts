/**
 * The header of a source that takes a token, or a user's name and password with a colon between them (RFC 7617).
 * `scheme` is what it calls a token: `Bearer`, `ApiKey`.
 */
export const basicOrToken =
  (scheme: string) =>
  (credential: string): { readonly authorization: string } => ({
    authorization: credential.includes(':')
      ? `Basic ${Buffer.from(credential).toString('base64')}`
      : `${scheme} ${credential}`,
  });
