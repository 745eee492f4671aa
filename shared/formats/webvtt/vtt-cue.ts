/** A region of a WebVTT file; names and values as in the W3C interface `VTTRegion`. Sizes are percentages. */
export type VttRegion = {
  readonly id: string;
  readonly width: number;
  readonly lines: number;
  readonly regionAnchorX: number;
  readonly regionAnchorY: number;
  readonly viewportAnchorX: number;
  readonly viewportAnchorY: number;
  readonly scroll: '' | 'up';
};

/** How a cue is laid out; names and values as in the W3C interface `VTTCue`. Position and size are percentages. */
export type VttSettings = {
  readonly region: VttRegion | null;
  readonly vertical: '' | 'rl' | 'lr';
  readonly snapToLines: boolean;
  readonly line: number | 'auto';
  readonly lineAlign: 'start' | 'center' | 'end';
  readonly position: number | 'auto';
  readonly positionAlign: 'line-left' | 'center' | 'line-right' | 'auto';
  readonly size: number;
  readonly align: 'start' | 'center' | 'end' | 'left' | 'right';
};

/** A cue of a WebVTT file. Times are seconds; `text` is cue text as the file has it, with its tags and references. */
export type VttCue = VttSettings & {
  readonly id: string;
  readonly startTime: number;
  readonly endTime: number;
  readonly text: string;
};

/** What a cue is without any setting. */
export const defaultSettings: VttSettings = {
  region: null,
  vertical: '',
  snapToLines: true,
  line: 'auto',
  lineAlign: 'start',
  position: 'auto',
  positionAlign: 'auto',
  size: 100,
  align: 'center',
};

/** What a region is without any setting. */
export const defaultRegion: VttRegion = {
  id: '',
  width: 100,
  lines: 3,
  regionAnchorX: 0,
  regionAnchorY: 100,
  viewportAnchorX: 0,
  viewportAnchorY: 100,
  scroll: '',
};
