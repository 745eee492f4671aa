/* oxlint-disable no-control-regex -- control characters are what is taken out here */
const controls = /[\u0000-\u0009\u000b-\u001f\u007f]/g;
const loneSurrogates = /[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]/g;

/** A text as a statement may stand: trimmed, control characters turned into spaces, broken characters told as `�`. */
export const cleanText = (text: string): string =>
  text.replace(/\r\n?/g, '\n').replace(controls, ' ').replace(loneSurrogates, '\uFFFD').trim();

/** The same on one line, for notations that have one line a cause. */
export const oneLine = (text: string): string => cleanText(text).replace(/\s+/g, ' ');
