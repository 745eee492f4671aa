/// <reference lib="dom" />
import type { PlainMatter, PlainReport, PlainSigner } from '../../electron/verifier/core/plain-report.ts';

/** The report as elements, text only: nothing of a foreign record is ever read as markup. */
export function showReport(report: PlainReport): readonly HTMLElement[] {
  const { mark, sentence, means, matters, signers, notes } = report;
  return [
    element('h2', [element('strong', [mark]), `: ${sentence}`]),
    element('p', [means]),
    ...matters.flatMap(showMatter),
    ...(signers.length === 0 ? [] : [element('h3', ['Who signed']), element('ul', signers.map(showSigner), 'signers')]),
    ...(notes.length === 0
      ? []
      : [
          element('h3', ['Also known']),
          element(
            'ul',
            notes.map((note) => element('li', [note])),
          ),
        ]),
  ];
}

function showMatter({ title, means, next, found, more }: PlainMatter): readonly HTMLElement[] {
  const items = found.map((each) => element('li', [element('code', [each])]));
  if (more > 0) items.push(element('li', [`and ${more} more; the command with --json names them all`]));
  return [
    element('h3', [found.length + more > 1 ? `${title} (${found.length + more})` : title]),
    element('p', [means]),
    element('p', [element('strong', ['What to do: ']), next]),
    element('ul', items, 'found'),
  ];
}

function showSigner({ line, time, doubt, words, fingerprint }: PlainSigner): HTMLElement {
  return element('li', [
    element('strong', [line]),
    element('p', [time]),
    ...(doubt === null ? [] : [element('p', [element('strong', [doubt])])]),
    element('p', ['Key in eight words: ', element('span', [words], 'words')]),
    element('p', [element('code', [fingerprint])]),
  ]);
}

export function element(tag: string, children: readonly (string | HTMLElement)[], className?: string): HTMLElement {
  const node = document.createElement(tag);
  node.append(...children);
  if (className !== undefined) node.className = className;
  return node;
}
