import type { Page } from 'playwright-core';
import { parseCueText, type CueElement, type CueNode } from '../../shared/formats/webvtt/cue-text-tree.ts';
import { parseVtt } from '../../shared/formats/webvtt/parse-vtt.ts';
import type { VttCue, VttRegion } from '../../shared/formats/webvtt/vtt-cue.ts';

/** A node of what `getCueAsHTML()` gives. */
export type TrackNode =
  | { readonly text: string }
  | { readonly time: string }
  | {
      readonly tag: string;
      readonly classes: string;
      readonly title: string | null;
      readonly lang: string | null;
      readonly children: readonly TrackNode[];
    };
/** Chromium's `VTTCue` has no `lineAlign` and no `positionAlign`. */
export type TrackCue = Omit<VttCue, 'region' | 'lineAlign' | 'positionAlign'> & {
  readonly region: VttRegion | null;
  readonly tree: readonly TrackNode[];
};
/** A file as a `<track>` element has it. */
export type Track = { readonly isLoaded: boolean; readonly cues: readonly TrackCue[] };

/** Runs in a blank page: each file in a track of its own, from a blob. */
const inPage = `async (files) => {
  const node = (each) =>
    each.nodeType === Node.TEXT_NODE ? { text: each.data }
    : each.nodeType === Node.PROCESSING_INSTRUCTION_NODE ? { time: each.data }
    : {
        tag: each.localName,
        classes: each.getAttribute('class') ?? '',
        title: each.getAttribute('title'),
        lang: each.getAttribute('lang'),
        children: [...each.childNodes].map(node),
      };
  const names = ['id', 'width', 'lines', 'regionAnchorX', 'regionAnchorY', 'viewportAnchorX', 'viewportAnchorY', 'scroll'];
  const own = ['id', 'startTime', 'endTime', 'text', 'vertical', 'snapToLines', 'line', 'position', 'size', 'align'];
  const only = (from, keys) => Object.fromEntries(keys.map((key) => [key, from[key]]));
  const video = document.body.appendChild(document.createElement('video'));
  const tracks = [];
  for (const file of files) {
    const track = document.createElement('track');
    const url = URL.createObjectURL(new Blob([file]));
    const loaded = new Promise((resolve) => {
      track.onload = () => resolve(true);
      track.onerror = () => resolve(false);
    });
    video.append(track);
    track.track.mode = 'hidden';
    track.src = url;
    const isLoaded = await loaded;
    const cues = [...(track.track.cues ?? [])].map((cue) => ({
      ...only(cue, own),
      region: cue.region ? only(cue.region, names) : null,
      tree: [...cue.getCueAsHTML().childNodes].map(node),
    }));
    tracks.push({ isLoaded, cues });
    URL.revokeObjectURL(url);
    track.remove();
  }
  return tracks;
}`;

export const tracksOf = (page: Page, files: readonly string[]): Promise<readonly Track[]> =>
  page.evaluate<readonly Track[]>(`(${inPage})(${JSON.stringify(files)})`);

const tags: Readonly<Record<CueElement['type'], string>> = {
  class: 'span',
  voice: 'span',
  language: 'span',
  italic: 'i',
  bold: 'b',
  underline: 'u',
  ruby: 'ruby',
  'ruby-text': 'rt',
};

const two = (value: number): string => String(Math.floor(value)).padStart(2, '0');

/** [W3C WebVTT 6.5, "WebVTT cue text DOM construction rules"] */
function domOf(node: CueNode): TrackNode {
  if (node.type === 'text') return { text: node.value };
  if (node.type === 'timestamp') {
    const ms = Math.round(node.value * 1000);
    const [hours, minutes, seconds] = [ms / 3_600_000, (ms / 60_000) % 60, (ms / 1000) % 60];
    return { time: `${two(hours)}:${two(minutes)}:${two(seconds)}.${String(ms % 1000).padStart(3, '0')}` };
  }
  return {
    tag: tags[node.type],
    classes: node.classes.join(' '),
    title: node.type === 'voice' ? node.annotation : null,
    lang: node.type === 'language' ? node.language : null,
    children: node.children.map(domOf),
  };
}

const withoutAligns = (cue: VttCue): Omit<TrackCue, 'tree'> =>
  Object.fromEntries(
    Object.entries(cue).filter(([key]) => key !== 'lineAlign' && key !== 'positionAlign'),
  ) as unknown as Omit<TrackCue, 'tree'>;

/** A file as we read it, in the form and the order of a track: by beginning, the longer one first. */
export function trackByUs(file: string): Track {
  const { hasSignature, cues } = parseVtt(file);
  return {
    isLoaded: hasSignature,
    cues: cues
      .map((cue) => ({ ...withoutAligns(cue), tree: parseCueText(cue.text).map(domOf) }))
      .toSorted((a, b) => a.startTime - b.startTime || b.endTime - a.endTime),
  };
}
