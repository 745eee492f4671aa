/** A property of a calendar component. Text is escaped when it is written; the others are written as their kind says. */
export type IcsValue =
  | { readonly kind: 'text'; readonly text: string }
  /** Epoch ms, written in UTC: 20261124T140500Z. */
  | { readonly kind: 'instant'; readonly at: number }
  /** 2026-12-03 */
  | { readonly kind: 'day'; readonly day: string }
  | { readonly kind: 'number'; readonly number: number }
  /** A word of the standard: NEEDS-ACTION. */
  | { readonly kind: 'token'; readonly token: string };

export type IcsComponent = {
  readonly name: 'VEVENT' | 'VTODO';
  readonly properties: readonly (readonly [name: string, value: IcsValue])[];
};

/** A calendar to hand out: `name` is what a calendar program may call it. */
export type IcsCalendar = { readonly name: string; readonly components: readonly IcsComponent[] };

/**
 * Writes a calendar as RFC 5545 has it: CRLF line ends, lines folded at 75 octets and never inside a character, text
 * escaped, times in UTC so that no zone has to be told. METHOD:PUBLISH, for nobody is asked to answer.
 */
export function writeIcs({ name, components }: IcsCalendar): string {
  const lines = [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'PRODID:-//Hotwash//Hotwash//EN',
    'CALSCALE:GREGORIAN',
    'METHOD:PUBLISH',
    `X-WR-CALNAME:${escapeText(name)}`,
    ...components.flatMap((component) => [
      `BEGIN:${component.name}`,
      ...component.properties.map(([property, value]) => property + valueText(value)),
      `END:${component.name}`,
    ]),
    'END:VCALENDAR',
  ];
  return lines.map((line) => `${fold(line)}\r\n`).join('');
}

function valueText(value: IcsValue): string {
  switch (value.kind) {
    case 'text':
      return `:${escapeText(value.text)}`;
    case 'instant':
      return `:${new Date(value.at)
        .toISOString()
        .replace(/\.\d+Z$/, 'Z')
        .replaceAll(/[-:]/g, '')}`;
    case 'day':
      return `;VALUE=DATE:${value.day.replaceAll('-', '')}`;
    case 'number':
      return `:${value.number}`;
    case 'token':
      return `:${value.token}`;
  }
}

/** What cannot stand in a calendar's text at all, controls and halves of characters, is left out or replaced. */
function escapeText(text: string): string {
  return (
    text
      .replaceAll(/\r\n?/g, '\n')
      .replaceAll(/[\u2028\u2029\u0085]/g, '\n')
      // oxlint-disable-next-line no-control-regex -- control characters are what it looks for
      .replaceAll(/[\u0000-\u0008\u000b-\u001f\u007f]/g, '')
      .replaceAll(/[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]/g, '\uFFFD')
      .replaceAll('\\', '\\\\')
      .replaceAll(';', '\\;')
      .replaceAll(',', '\\,')
      .replaceAll('\n', '\\n')
  );
}

const mostOctets = 75;

/** Octets of a character in UTF-8. */
const octetsOf = (character: string): number => {
  const point = character.codePointAt(0) ?? 0;
  return point < 0x80 ? 1 : point < 0x800 ? 2 : point < 0x10000 ? 3 : 4;
};

/** A line of more than 75 octets goes on after a line end and one space, which counts. */
function fold(line: string): string {
  let folded = '';
  let octets = 0;
  for (const character of line) {
    const size = octetsOf(character);
    if (octets + size > mostOctets) {
      folded += '\r\n ';
      octets = 1;
    }
    folded += character;
    octets += size;
  }
  return folded;
}
