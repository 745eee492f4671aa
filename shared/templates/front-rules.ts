import type { ItemKind } from '../domain/agenda/agenda.ts';
import type { AgendaEntry, Front } from './front-schema.ts';

/** What a rule says of a place in the front matter; `path` as in the parsed value. */
export type FrontFault = {
  readonly path: readonly (string | number)[];
  readonly message: string;
  readonly todo: string;
};

/** The phase lock (M3.1) only goes forward: what is said before the facts are agreed on comes first. */
const rank: { readonly [K in ItemKind]: number } = {
  open: 0,
  commitments: 0,
  facts: 0,
  agree: 1,
  causes: 2,
  actions: 3,
  sign: 4,
};
/** Without one of each a review could not be closed. */
const needed: readonly ItemKind[] = ['facts', 'agree', 'causes', 'actions', 'sign'];
/** No extension of an earlier item may take all of their minutes (M3.2). */
const protectedKinds: readonly ItemKind[] = ['causes', 'actions', 'sign'];
const shortest = 5;
const longest = 240;

/** [M1.5] What a template must be besides well formed: the rules that its agenda and its fields have among themselves. */
export function frontFaults({ agenda, fields }: Front): readonly FrontFault[] {
  return [
    ...repeated(agenda, 'agenda', 'agenda items'),
    ...repeated(fields, 'fields', 'fields'),
    ...agenda.flatMap((item, index) => itemFaults(item, ['agenda', index])),
    ...orderFaults(agenda),
    ...totalFaults(agenda),
    ...fields.flatMap((field, index) => {
      const twice = field.type === 'choice' ? field.choices.findIndex(isRepeat) : -1;
      return twice === -1
        ? []
        : [
            {
              path: ['fields', index, 'choices', twice],
              message: `${field.id} offers the same choice twice.`,
              todo: 'Remove one of them.',
            },
          ];
    }),
  ];
}

const isRepeat = (text: string, index: number, all: readonly string[]): boolean => all.indexOf(text) !== index;

function repeated(list: readonly { readonly id: string }[], key: string, what: string): readonly FrontFault[] {
  return list.flatMap(({ id }, index) =>
    list.findIndex((each) => each.id === id) === index
      ? []
      : [{ path: [key, index, 'id'], message: `Two ${what} are called ${id}.`, todo: 'Give each an id of its own.' }],
  );
}

function itemFaults(item: AgendaEntry, path: readonly (string | number)[]): readonly FrontFault[] {
  if (item.minimum > item.minutes)
    return [
      {
        path: [...path, 'minimum'],
        message: `${item.title} has ${item.minutes} min and a protected minimum of ${item.minimum}.`,
        todo: 'A minimum is at most the planned minutes.',
      },
    ];
  if (item.minimum === 0 && protectedKinds.includes(item.kind))
    return [
      {
        path: [...path, 'minimum'],
        message: `${item.title} has no protected minimum, so earlier items could take all of its time.`,
        todo: 'Items of kind causes, actions and sign keep a minimum of at least 1.',
      },
    ];
  return [];
}

function orderFaults(agenda: readonly AgendaEntry[]): readonly FrontFault[] {
  const late = agenda.flatMap((item, index) => {
    const before = agenda.slice(0, index).find((each) => rank[each.kind] > rank[item.kind]);
    return before === undefined
      ? []
      : [
          {
            path: ['agenda', index, 'kind'],
            message: `${item.title} (${item.kind}) comes after ${before.title} (${before.kind}).`,
            todo: 'Put facts before agree, agree before causes, causes before actions, actions before sign; open and commitments come before agree.',
          },
        ];
  });
  const missing = needed.filter((kind) => !agenda.some((item) => item.kind === kind));
  if (missing.length === 0) return late;
  const one = missing.length === 1;
  return [
    ...late,
    {
      path: ['agenda'],
      message: `The agenda has no item of kind ${missing.join(', ')}.`,
      todo: `Add ${one ? 'it' : 'them'}; a review cannot be closed without.`,
    },
  ];
}

function totalFaults(agenda: readonly AgendaEntry[]): readonly FrontFault[] {
  const total = totalMinutes(agenda);
  return total >= shortest && total <= longest
    ? []
    : [
        {
          path: ['agenda'],
          message: `The agenda takes ${total} min in all.`,
          todo: `A meeting takes ${shortest} to ${longest} min.`,
        },
      ];
}

export const totalMinutes = (agenda: readonly { readonly minutes: number }[]): number =>
  agenda.reduce((sum, item) => sum + item.minutes, 0);
