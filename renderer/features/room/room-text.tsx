import { useRef, useState, type ReactNode } from 'react';
import { useLaidOut } from '../../canvas/use-laid-out.ts';
import { useNow } from '../../state/room-now.ts';
import styles from './room-text.module.css';

/** Sizes in room units, the greatest first; the last is the room's least. */
const sizes = [1.35, 1.16, 1] as const;
const lineHeight = 1.2;
const turnMs = 14_000;

type Fit = { readonly size: number; readonly perPage: number; readonly pages: number };

type Props = {
  readonly text: string;
  /** What has its own turn after the text, where both do not fit on one screen. */
  readonly after?: ReactNode;
};

/**
 * What somebody said, whole and readable at six metres: the greatest size at which it fits, and where not even the least
 * fits, page after page by itself, with the count said. Give it a key that changes with the text.
 */
export function RoomText({ text, after }: Props) {
  const frame = useRef<HTMLDivElement>(null);
  const clip = useRef<HTMLDivElement>(null);
  const words = useRef<HTMLParagraphElement>(null);
  const [fit, setFit] = useState<Fit>({ size: sizes[0], perPage: 99, pages: 1 });
  const now = useNow();
  const [start] = useState(now);
  const pages = fit.pages + (after === undefined ? 0 : 1);
  const page = Math.floor((now - start) / turnMs) % pages;
  const isAfter = page === fit.pages;
  useLaidOut(() => {
    if (frame.current === null || clip.current === null || words.current === null || isAfter) return;
    const next = measure(frame.current, clip.current, words.current);
    setFit((known) => (isSame(known, next) ? known : next));
  });
  return (
    <>
      <div className={isAfter ? styles['after'] : styles['frame']} ref={frame}>
        {isAfter ? (
          after
        ) : (
          <div ref={clip} className={styles['clip']} style={clipStyle(fit)}>
            <p ref={words} className={styles['words']} dir="auto" style={wordsStyle(fit, page)}>
              {text}
            </p>
          </div>
        )}
      </div>
      {pages > 1 && (
        <p className={styles['part']}>
          part {page + 1} of {pages}
        </p>
      )}
    </>
  );
}

const clipStyle = ({ size, perPage, pages }: Fit) => ({
  fontSize: `calc(var(--room-unit) * ${size})`,
  height: pages > 1 ? `${perPage * lineHeight}em` : 'auto',
});

const wordsStyle = ({ perPage }: Fit, page: number) => ({
  transform: page === 0 ? 'none' : `translateY(${-page * perPage * lineHeight}em)`,
});

const isSame = (a: Fit, b: Fit): boolean => a.size === b.size && a.perPage === b.perPage && a.pages === b.pages;

/** Tries the sizes on the elements themselves; they end with the styles that the answer gives them. */
function measure(frame: HTMLElement, clip: HTMLElement, words: HTMLElement): Fit {
  let fit: Fit = { size: sizes[0], perPage: 1, pages: 1 };
  for (const size of sizes) {
    clip.style.fontSize = `calc(var(--room-unit) * ${size})`;
    clip.style.height = 'auto';
    const line = Number.parseFloat(getComputedStyle(words).lineHeight);
    const lines = Math.round(words.offsetHeight / line);
    const perPage = Math.max(1, Math.floor(frame.clientHeight / line + 0.1));
    fit = { size, perPage: Math.min(perPage, lines), pages: Math.max(1, Math.ceil(lines / perPage)) };
    if (fit.pages === 1) break;
  }
  clip.style.height = clipStyle(fit).height;
  return fit;
}
