import type { TranscriptSource } from '../../shared/domain/transcript/transcript.ts';

/** Where a transcript came from, as a person says it: `imported from teams.vtt`. */
export function sourceInWords(source: TranscriptSource): string {
  switch (source.kind) {
    case 'imported':
      return `imported from ${source.name}`;
    case 'engine':
      return `${source.engine} ${source.version}, model ${source.model}, machine draft`;
    case 'scribe':
      return 'the scribe’s lines';
  }
}
