import { createHash } from 'node:crypto';
import { readdir, readFile, stat, unlink } from 'node:fs/promises';
import { join } from 'node:path';
import type { CallFault } from '../../shared/contract/procedures.ts';
import type { TemplateEntry } from '../../shared/contract/template-procedures.ts';
import type { AgendaItem } from '../../shared/domain/agenda/agenda.ts';
import type { PinnedTemplate } from '../../shared/domain/template/template.ts';
import { invariant } from '../../shared/lib/invariant.ts';
import { err, ok, type Result } from '../../shared/lib/result.ts';
import { totalMinutes } from '../../shared/templates/front-rules.ts';
import { agendaOf, pinTemplate, readTemplate, type Template } from '../../shared/templates/read-template.ts';
import { faultText, type TemplateFault } from '../../shared/templates/template-fault.ts';
import { longestTemplate } from '../../shared/templates/template-text.ts';
import { errorCode, onDisk, writeFileAtomic } from '../platform/files.ts';
import { fail, toCallFault } from './fault.ts';
import { shippedTemplates } from './shipped-templates.ts';

/** What a review is opened with: the agenda, and what it keeps of the template. */
export type OpeningTemplate = { readonly agenda: readonly AgendaItem[]; readonly pinned: PinnedTemplate };

/** The templates of the program and of one workspace (M1.5). Nothing in a template is run. */
export interface TemplateService {
  list(): Promise<Result<readonly TemplateEntry[], CallFault>>;
  read(id: string, origin: 'shipped' | 'own'): Promise<Result<{ text: string; sha256: string }, CallFault>>;
  /** Keeps a new text, or one that `replaces` the template of an id, whole or not at all. `faults` says why it was not kept. */
  save(
    text: string,
    replaces: string | null,
  ): Promise<Result<{ id: string; sha256: string; faults: TemplateFault[] }, CallFault>>;
  remove(id: string): Promise<Result<Record<string, never>, CallFault>>;
  /**
   * The template of this id, a workspace's own before a shipped one; else the shipped one made for this tier. A template
   * that cannot be used is a fault: a review is not opened by another one than the policy names.
   */
  forTier(idOrTier: string): Promise<Result<OpeningTemplate, CallFault>>;
}

type Kept = {
  readonly origin: 'shipped' | 'own';
  /** Of the file, without its ending; null where it comes with the program. */
  readonly name: string | null;
  readonly text: string;
  readonly sha256: string;
  readonly template: Template | null;
  readonly faults: readonly TemplateFault[];
};

const ending = '.mdx';
const mostOwn = 200;

export function createTemplateService(workspaceDir: string): TemplateService {
  const folder = join(workspaceDir, 'templates');
  const shipped = shippedTemplates.map((text): Kept => {
    const kept = look('shipped', null, Buffer.from(text, 'utf8'));
    invariant(kept.template !== null, `a shipped template can be used: ${kept.faults.map(faultText).join(' ')}`);
    return kept;
  });
  const pathOf = (name: string): string => join(folder, `${name}${ending}`);

  async function own(): Promise<Result<readonly Kept[], CallFault>> {
    const read = await onDisk(async () => {
      const kept: Kept[] = [];
      for (const name of (await namesIn(folder)).slice(0, mostOwn)) {
        const bytes = await bytesOf(pathOf(name));
        if (bytes !== undefined) kept.push(look('own', name, bytes));
      }
      return kept;
    });
    return read.ok ? ok(read.value.map(refuseTwin)) : err(toCallFault(read.error));
  }

  async function all(): Promise<Result<readonly Kept[], CallFault>> {
    const mine = await own();
    return mine.ok ? ok([...mine.value, ...shipped]) : mine;
  }

  return {
    list: async () => {
      const mine = await own();
      return mine.ok ? ok([...shipped, ...mine.value].map(entryOf)) : mine;
    },
    read: async (id, origin) => {
      const found = await all();
      if (!found.ok) return found;
      const kept = found.value.find((each) => each.origin === origin && idOf(each) === id);
      return kept === undefined
        ? fail('no-template', 'There is no such template any more. Choose one of the list.')
        : ok({ text: kept.text, sha256: kept.sha256 });
    },
    save: async (text, replaces) => {
      const { template, faults, sha256 } = look('own', null, Buffer.from(text, 'utf8'));
      if (template === null) return ok({ id: '', sha256, faults: [...faults] });
      const mine = await own();
      if (!mine.ok) return mine;
      const edited = replaces === null ? undefined : mine.value.find((each) => idOf(each) === replaces);
      const { id } = template;
      if (mine.value.some((each) => each !== edited && (each.template?.id === id || each.name === id)))
        return ok({ id: '', sha256, faults: [twinOf(id)] });
      if (edited === undefined && mine.value.length >= mostOwn)
        return fail('too-many', `A workspace keeps ${mostOwn} templates. Remove one first; nothing was kept.`);
      // A file that somebody put there under another name stays the one file of its template.
      const written = await onDisk(() => writeFileAtomic(pathOf(edited?.name ?? id), text));
      return written.ok ? ok({ id, sha256, faults: [] }) : err(toCallFault(written.error));
    },
    remove: async (id) => {
      const mine = await own();
      if (!mine.ok) return mine;
      const name = mine.value.find((each) => idOf(each) === id)?.name;
      if (name === undefined || name === null)
        return fail('no-template', 'The workspace has no such template of its own. Nothing was removed.');
      const removed = await onDisk(() => unlink(pathOf(name)));
      return removed.ok ? ok({}) : err(toCallFault(removed.error));
    },
    forTier: async (idOrTier) => {
      const found = await all();
      if (!found.ok) return found;
      const kept =
        found.value.find((each) => idOf(each) === idOrTier) ?? shipped.find((each) => each.template?.tier === idOrTier);
      if (kept === undefined)
        return fail(
          'no-template',
          `The policy names the template “${idOrTier}”, which is not there. Put it under Templates, or name another; nothing was opened.`,
        );
      const { template, faults, sha256 } = kept;
      if (template === null)
        return fail(
          'bad-template',
          `The template “${idOrTier}” cannot be used: ${faults[0] === undefined ? '' : faultText(faults[0])} Nothing was opened.`,
        );
      return ok({ agenda: agendaOf(template), pinned: pinTemplate(template, sha256) });
    },
  };
}

function look(origin: Kept['origin'], name: string | null, bytes: Buffer): Kept {
  // What is not UTF-8 becomes a sign that the reader refuses with its place.
  const text = bytes.toString('utf8');
  const read = readTemplate(text);
  return {
    origin,
    name,
    text,
    sha256: createHash('sha256').update(bytes).digest('hex'),
    template: read.ok ? read.value : null,
    faults: read.ok ? [] : read.error,
  };
}

const idOf = (kept: Kept): string => kept.template?.id ?? kept.name ?? '';

const twinOf = (id: string): TemplateFault => ({
  line: 2,
  column: 1,
  message: `The workspace has another template of the id ${id}.`,
  todo: 'Give one of them another id, or change the other one.',
});

/** Of two files with one id only the first by name is used. */
function refuseTwin(kept: Kept, index: number, all: readonly Kept[]): Kept {
  const first = all.findIndex((each) => each.template !== null && each.template.id === kept.template?.id);
  if (kept.template === null || first === index) return kept;
  return { ...kept, template: null, faults: [twinOf(kept.template.id)] };
}

const entryOf = (kept: Kept): TemplateEntry => ({
  id: idOf(kept),
  origin: kept.origin,
  title: kept.template?.title ?? idOf(kept),
  version: kept.template?.version ?? '',
  tier: kept.template?.tier ?? '',
  minutes: kept.template === null ? 0 : totalMinutes(kept.template.agenda),
  sha256: kept.sha256,
  fault: kept.faults[0] ?? null,
});

/** Names of the templates' files, without their ending; none where there is no such folder. */
async function namesIn(folder: string): Promise<readonly string[]> {
  try {
    const entries = await readdir(folder, { withFileTypes: true });
    return entries
      .filter((entry) => entry.isFile() && entry.name.endsWith(ending) && !entry.name.startsWith('.'))
      .map((entry) => entry.name.slice(0, -ending.length))
      .toSorted();
  } catch (error) {
    if (errorCode(error) === 'ENOENT' || errorCode(error) === 'ENOTDIR') return [];
    throw error;
  }
}

/** A file's bytes; of a file too long to be a template only as many as show that. Undefined where it went meanwhile. */
async function bytesOf(path: string): Promise<Buffer | undefined> {
  try {
    const { size } = await stat(path);
    return size > longestTemplate * 4 ? Buffer.alloc(longestTemplate + 1, 0x20) : await readFile(path);
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return undefined;
    throw error;
  }
}
