import type { Body } from './body-format.ts';
import { bodyInRaw, isBody } from './read-body.ts';
import { scrubText, type Scrubbed } from './scrub.ts';

const mask = '[user]';
const marks = /\[(?:e-mail|phone|ip|card|iban|user|user-info|token)\]/g;

/** A text without personal details; those that were taken out before it was kept count too. */
export function readScrubbed(text: string | null): Scrubbed {
  const scrubbed = scrubText(text ?? '').text;
  return { text: scrubbed, count: scrubbed.match(marks)?.length ?? 0 };
}

/**
 * Members of a record to clean: of `texts` personal details are taken out, `people` are dropped, of `masked` a mark is
 * left, `inside` are looked into.
 */
export type ScrubPlan = {
  readonly texts: readonly string[];
  readonly people: readonly string[];
  readonly masked?: readonly string[];
  readonly inside: readonly string[];
};

/** Takes personal data out of a record of an API before it is kept; a raw export gives its body, without its request. */
export function scrubRecord(record: Body, plan: ScrubPlan): Body {
  return cleaned(bodyInRaw(record), plan);
}

function cleaned(body: Body, plan: ScrubPlan): Body {
  const out: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(body)) {
    if (plan.people.includes(name)) continue;
    if (plan.masked?.includes(name) === true) out[name] = Array.isArray(value) ? value.map(() => mask) : mask;
    else if (plan.texts.includes(name)) out[name] = cleanText(value);
    else if (!plan.inside.includes(name)) out[name] = value;
    else if (Array.isArray(value))
      out[name] = value.map((each: unknown) => (isBody(each) ? cleaned(each, plan) : each));
    else out[name] = isBody(value) ? cleaned(value, plan) : value;
  }
  return out;
}

function cleanText(value: unknown): unknown {
  if (typeof value === 'string') return scrubText(value).text;
  return Array.isArray(value) ? value.map(cleanText) : value;
}
