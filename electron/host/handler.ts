/**
 * The one seam between shells: it serves the page, `POST /api/<procedure>`, streams and media. The Electron shell hands
 * it to `session.protocol.handle`, the Chromium shell wraps it in a loopback server.
 */
export type Handler = (request: Request) => Promise<Response>;
