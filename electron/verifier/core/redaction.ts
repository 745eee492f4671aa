import { canonicalJson } from '../../../shared/journal/canonical-json.ts';
import { utf8, type CryptoPort } from './crypto-port.ts';
import { hexSha256, redactedReport, redactionFile, type Inventory } from './inventory.ts';
import { checkLeaves, leavesFile, readLeaves, saltsFile } from './leaves.ts';
import { readRedaction, type Disclosed, type Redaction } from './redaction-file.ts';
import { finding, type Finding, type RedactionReport } from './report.ts';

const events = 'data/events.jsonl';
const review = 'data/review.json';
/** Files that a copy may leave out beside data/: only what may carry the title. */
const withholdable = (path: string): boolean =>
  path === 'bag-info.txt' ||
  (/^data\/(?:evidence\/)?[a-z0-9_-][a-z0-9._-]{0,99}$/.test(path) &&
    path !== leavesFile &&
    path !== 'data/checkpoint.txt');

export type RedactionSeen = {
  /** The record as it was signed, so that everything else is checked as in a full one. */
  readonly inventory: Inventory;
  readonly findings: readonly Finding[];
  /** Undefined where the record is whole. */
  readonly report: RedactionReport | undefined;
};

/**
 * Looks through a redacted copy at the record it was taken from: what is withheld counts with the digest that redaction.json
 * names, which the signed statements then have to name too. What is disclosed has to be a leaf of the signed leaves. In a
 * full record the leaves are compared with review.json.
 */
export function seeThroughRedaction(inventory: Inventory, crypto: CryptoPort): RedactionSeen {
  const bytes = inventory.contents.get(redactionFile);
  if (!inventory.digests.has(redactionFile)) {
    const stray = inventory.digests.has(redactedReport) ? [finding.unlisted(redactedReport)] : [];
    return { inventory, findings: [...stray, ...checkLeaves(inventory, crypto)], report: undefined };
  }
  const read = readRedaction(bytes ?? new Uint8Array());
  if (!read.ok) return { inventory, findings: [finding.malformedRedaction(read.why)], report: undefined };
  const redaction = read.value;
  return {
    inventory: asSigned(inventory, redaction),
    findings: [
      ...checkFiles(inventory, redaction),
      ...checkDisclosed(inventory, redaction, crypto),
      ...checkNeeded(redaction.disclosed),
    ],
    report: {
      fields: { withheld: redaction.leaves - redaction.disclosed.length, all: redaction.leaves },
      files: redaction.withheld.map(({ path }) => path),
      history: redaction.stripped.length > 0 ? 'headers' : 'withheld',
      confirmed: redaction.confirmed,
      unsignedReport: redaction.report !== null,
    },
  };
}

function asSigned(inventory: Inventory, { withheld, stripped, disclosed }: Redaction): Inventory {
  const digests = new Map(inventory.digests);
  const away = new Set<string>();
  for (const { path, sha256 } of withheld)
    if (withholdable(path) && !digests.has(path)) {
      digests.set(path, sha256);
      away.add(path);
    }
  for (const { path, sha256 } of stripped) if (path === events && digests.has(path)) digests.set(path, sha256);
  const contents = new Map(inventory.contents);
  if (away.has(review)) contents.set(review, utf8(canonicalJson(reviewOf(disclosed))));
  const findings = inventory.findings.filter((one) => !(one.message.startsWith('MISSING') && away.has(one.path ?? '')));
  return { ...inventory, digests, contents, findings };
}

const reviewOf = (disclosed: readonly Disclosed[]): { reviewId: string; requiredRoles: readonly string[] } => {
  const { reviewId, requiredRoles } = neededOf(disclosed);
  return { reviewId, requiredRoles: requiredRoles ?? [] };
};

/** What is withheld is not there, what tells everything is withheld, and the events stand without their bodies. */
function checkFiles({ digests, history }: Inventory, { withheld, stripped, report }: Redaction): readonly Finding[] {
  const findings: Finding[] = [];
  for (const { path } of withheld) {
    if (!withholdable(path)) findings.push(finding.malformedRedaction(`${path.slice(0, 120)} cannot be withheld`));
    else if (digests.has(path)) findings.push(finding.notWithheld(path, 'redaction.json says that it is withheld'));
  }
  const named = new Set(withheld.map(({ path }) => path));
  for (const path of [review, saltsFile])
    if (!named.has(path) && digests.has(path))
      findings.push(finding.notWithheld(path, 'a redacted copy does not have it; it tells what is withheld'));
  const isStripped = stripped.length === 1 && stripped[0]?.path === events;
  if (stripped.length > 0 && !isStripped)
    findings.push(finding.malformedRedaction('only data/events.jsonl can stand without what it told'));
  if (digests.has(events) && !isStripped)
    findings.push(finding.notWithheld(events, 'redaction.json does not say that it stands without its bodies'));
  if (!digests.has(events) && isStripped) findings.push(finding.missing(events));
  if (isStripped && (history?.bodies ?? 0) > 0)
    findings.push(finding.notWithheld(events, `${history?.bodies ?? 0} events carry a body`));
  const found = digests.get(redactedReport);
  if (report === null && found !== undefined) findings.push(finding.unlisted(redactedReport));
  else if (report !== null && found === undefined) findings.push(finding.missing(redactedReport));
  else if (report !== null && found !== undefined && found !== report)
    findings.push(finding.changed(redactedReport, 'redaction.json has', report, found));
  return findings;
}

function checkDisclosed(
  inventory: Inventory,
  { leaves, disclosed }: Redaction,
  crypto: CryptoPort,
): readonly Finding[] {
  if (!inventory.digests.has(leavesFile)) return [finding.missing(leavesFile)];
  const hashes = readLeaves(inventory);
  if (hashes === undefined) return [finding.notALeaf(leavesFile, 'it is not one hash in hex per line')];
  if (hashes.length !== leaves)
    return [finding.notALeaf(leavesFile, `redaction.json counts ${leaves} leaves, there are ${hashes.length}`)];
  const wrong = disclosed.find(({ line, text }) => hexSha256(utf8(text), crypto) !== hashes[line - 1]);
  if (wrong === undefined) return [];
  const where = wrong.path.join('.').slice(0, 120);
  return [
    finding.notALeaf(
      redactionFile,
      `what it says of ${where} is not what was signed in line ${wrong.line} of leaves.txt`,
    ),
  ];
}

/** Without these nobody could say of which review the copy is, nor whether the sign-offs suffice. */
function checkNeeded(disclosed: readonly Disclosed[]): readonly Finding[] {
  const { reviewId, requiredRoles } = neededOf(disclosed);
  const findings: Finding[] = [];
  if (reviewId === '') findings.push(finding.malformedRedaction('reviewId has to be disclosed'));
  if (requiredRoles === null)
    findings.push(
      finding.malformedRedaction('all of requiredRoles has to be disclosed, and the field behind it, which shows that'),
    );
  return findings;
}

type Needed = { readonly reviewId: string; readonly requiredRoles: readonly string[] | null };

/** The roles are all there when they stand without a gap and the next leaf is disclosed too and is none of them. */
function neededOf(disclosed: readonly Disclosed[]): Needed {
  const id = disclosed.find(({ path }) => path.length === 1 && path[0] === 'reviewId')?.value;
  const reviewId = typeof id === 'string' ? id : '';
  const roles = disclosed.filter(({ path }) => path[0] === 'requiredRoles');
  const [first] = roles;
  if (first === undefined || !disclosed.some(({ line }) => line === first.line + roles.length))
    return { reviewId, requiredRoles: null };
  if (roles.length === 1 && first.path.length === 1)
    return { reviewId, requiredRoles: Array.isArray(first.value) ? [] : null };
  const isWhole = roles.every(
    ({ path, value, line }, index) =>
      path.length === 2 && path[1] === index && line === first.line + index && typeof value === 'string',
  );
  return {
    reviewId,
    requiredRoles: isWhole ? roles.flatMap(({ value }) => (typeof value === 'string' ? value : [])) : null,
  };
}
