import { defaultRegion, defaultSettings, type VttCue, type VttRegion, type VttSettings } from './vtt-cue.ts';
import { fitCueText } from './write-cue-text.ts';
import { writeTimestamp } from './vtt-timestamp.ts';

export type VttDocument = {
  /** A line for people, beside the format's name. */
  readonly head?: string;
  readonly cues: readonly VttCue[];
  readonly regions?: readonly VttRegion[];
  readonly styles?: readonly string[];
};

/**
 * A WebVTT file that reads back as these cues: what `parseVtt` gives, it gives again. An identifier or a text that a file
 * cannot hold (an arrow, an empty line) is written so that the tree of the text stays; times to the millisecond.
 */
export function writeVtt({ head = '', cues, regions = [], styles = [] }: VttDocument): string {
  const first = oneLine(`WEBVTT ${head}`).trimEnd();
  return [first, ...regions.map(writeRegion), ...styles.map(writeStyle), ...cues.map(writeCue)].join('\n\n') + '\n';
}

const oneLine = (text: string): string => withoutArrow(text.replace(/\0/g, '\uFFFD').replace(/[\r\n]+/g, ' '));
const withoutArrow = (text: string): string => text.replace(/-->/g, '-- >');

function writeCue(cue: VttCue): string {
  const id = oneLine(cue.id);
  const times = `${writeTimestamp(cue.startTime)} --> ${writeTimestamp(cue.endTime)}`;
  const head = `${id === '' ? '' : `${id}\n`}${times}${writeSettings(cue)}`;
  const text = fitCueText(cue.text);
  return text === '' ? head : `${head}\n${text}`;
}

/** Settings that are not the default, each with a space before it. A region stands last: line and size drop it. */
function writeSettings(cue: VttSettings): string {
  const settings: string[] = [];
  if (cue.vertical !== '') settings.push(`vertical:${cue.vertical}`);
  if (cue.line !== 'auto') {
    const line = `${writeNumber(cue.line)}${cue.snapToLines ? '' : '%'}`;
    settings.push(`line:${line}${cue.lineAlign === defaultSettings.lineAlign ? '' : `,${cue.lineAlign}`}`);
  }
  if (cue.position !== 'auto') {
    const align = cue.positionAlign === 'auto' ? '' : `,${cue.positionAlign}`;
    settings.push(`position:${writeNumber(cue.position)}%${align}`);
  }
  if (cue.size !== defaultSettings.size) settings.push(`size:${writeNumber(cue.size)}%`);
  if (cue.align !== defaultSettings.align) settings.push(`align:${cue.align}`);
  if (cue.region !== null && cue.region.id !== '') settings.push(`region:${cue.region.id}`);
  return settings.map((each) => ` ${each}`).join('');
}

/** A number as digits and a point, as the format knows no exponent. */
function writeNumber(value: number): string {
  const [mantissa = '', exponent] = String(Math.abs(value)).split('e');
  if (exponent === undefined) return String(value);
  const digits = mantissa.replace('.', '');
  const shift = Number(exponent);
  const plain = shift < 0 ? `0.${'0'.repeat(-shift - 1)}${digits}` : digits.padEnd(shift + 1, '0');
  return value < 0 ? `-${plain}` : plain;
}

function writeRegion(region: VttRegion): string {
  const lines = ['REGION'];
  if (region.id !== '') lines.push(`id:${region.id}`);
  if (region.width !== defaultRegion.width) lines.push(`width:${writeNumber(region.width)}%`);
  if (region.lines !== defaultRegion.lines) lines.push(`lines:${region.lines}`);
  const anchor = (x: number, y: number): string => `${writeNumber(x)}%,${writeNumber(y)}%`;
  if (region.regionAnchorX !== 0 || region.regionAnchorY !== 100)
    lines.push(`regionanchor:${anchor(region.regionAnchorX, region.regionAnchorY)}`);
  if (region.viewportAnchorX !== 0 || region.viewportAnchorY !== 100)
    lines.push(`viewportanchor:${anchor(region.viewportAnchorX, region.viewportAnchorY)}`);
  if (region.scroll === 'up') lines.push('scroll:up');
  // A region of defaults alone still needs a second line to be one.
  if (lines.length === 1) lines.push(`lines:${region.lines}`);
  return lines.join('\n');
}

const writeStyle = (style: string): string =>
  `STYLE\n${withoutArrow(style.replace(/\0/g, '\uFFFD').replace(/\r\n?/g, '\n'))
    .replace(/\n{2,}/g, '\n')
    .replace(/^\n|\n$/g, '')}`;
