/** What is wrong with a template's text, where, and what to do. Lines and columns are counted from 1, as editors do. */
export type TemplateFault = {
  readonly line: number;
  readonly column: number;
  readonly message: string;
  readonly todo: string;
};

/** A text with more faults than this is told these; the rest shows once they are mended. */
export const mostFaults = 50;

export const inReadingOrder = (faults: readonly TemplateFault[]): readonly TemplateFault[] =>
  faults.toSorted((a, b) => a.line - b.line || a.column - b.column).slice(0, mostFaults);

/** `12:3 message` and what to do, for a log or a terminal. */
export const faultText = ({ line, column, message, todo }: TemplateFault): string =>
  `${line}:${column} ${message} ${todo}`;
