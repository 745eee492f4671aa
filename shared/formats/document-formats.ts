/** Documents and tables about services and what became of them: catalogue, objectives, post-mortems, tickets. */
export const documentFormats = {} as const;
