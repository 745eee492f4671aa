import { causeFiles, causeFormats, isPicture, type CauseFormat } from '../../shared/canvas/cause-formats.ts';
import { causesAsText, pngSize } from '../../shared/canvas/export-formats.ts';
import { drawPicture } from '../../shared/canvas/export-svg.ts';
import type { CallFault, Output } from '../../shared/contract/procedures.ts';
import type { Review } from '../../shared/domain/review/review.ts';
import { ok, type Result } from '../../shared/lib/result.ts';
import { reviewToDrawn } from '../../shared/projections/drawn-review.ts';
import { fail } from './fault.ts';
import type { ShellPort } from './shell-port.ts';

type Drawer = Pick<ShellPort, 'renderPng'>;
/** What the files are made of. */
type Source = Pick<Review, 'id' | 'title' | 'effect' | 'causes'>;
type NamedBytes = { readonly name: string; readonly bytes: Uint8Array };

const pngFormats = ['png-2x', 'png-4k'] as const;

/** The faces that pictures of causes use; the record's style sheet has one more, for code. */
export const pictureFonts = (reportFonts: string): string =>
  reportFonts
    .split('\n')
    .filter((rule) => !rule.includes('"Report Mono"'))
    .join('\n');

/** Null where nothing can draw, and where drawing failed: a picture less must not keep a record from being written. */
async function drawPngs(
  port: Drawer,
  review: Source,
  fonts: string,
  formats: readonly (typeof pngFormats)[number][],
): Promise<readonly NamedBytes[] | null> {
  const picture = drawPicture(reviewToDrawn(review), 'fishbone', fonts);
  const sizes = formats.map((format) => pngSize(format, picture));
  const drawn = await port.renderPng(picture.svg, sizes).catch(() => null);
  return (
    drawn?.flatMap((bytes, index) => {
      const format = formats[index];
      return format === undefined ? [] : [{ name: causeFiles[format].file, bytes }];
    }) ?? null
  );
}

/** What a record has of the causes beside its report: nothing where there are none, no PNG where nothing can draw. */
export async function causeFilesOf(port: Drawer, review: Source, reportFonts: string): Promise<readonly NamedBytes[]> {
  if (review.causes.length === 0) return [];
  const fonts = pictureFonts(reportFonts);
  const graph = reviewToDrawn(review);
  const texts = causeFormats.flatMap((format) =>
    isPicture(format)
      ? []
      : [{ name: causeFiles[format].file, bytes: utf8(causesAsText(format, graph, review, fonts)) }],
  );
  return [...texts, ...((await drawPngs(port, review, fonts, pngFormats)) ?? [])];
}

/** One file of them, for whoever works on the causes; its name says which review it is of. */
export async function causeFileOf(
  port: Drawer,
  review: Source,
  reportFonts: string,
  format: CauseFormat,
): Promise<Result<Output<'causes.file'>, CallFault>> {
  if (review.causes.length === 0) return fail('no-causes', 'There is no cause yet, so there is nothing to write.');
  const fonts = pictureFonts(reportFonts);
  const bytes = isPicture(format)
    ? (await drawPngs(port, review, fonts, [format]))?.[0]?.bytes
    : utf8(causesAsText(format, reviewToDrawn(review), review, fonts));
  if (bytes === undefined)
    return fail(
      'cannot-draw',
      'Nothing on this machine can draw a PNG. Take the SVG, which any browser shows and prints.',
    );
  const { file, type } = causeFiles[format];
  const name = `${review.id}-${file}`;
  return ok({ name, type, bytes: bytes.length, base64: Buffer.from(bytes).toString('base64') });
}

const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text);
