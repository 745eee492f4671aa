import { useEffect, useRef, type ReactNode } from 'react';
import { chooseTheme, themes, useTheme } from './theme.ts';
import { useKeptFocus } from './use-kept-focus.ts';
import styles from './page.module.css';

export type NavItem = {
  readonly label: string;
  readonly href: string;
  readonly current: boolean;
  readonly count?: number;
};

type FrameProps = {
  readonly nav: readonly NavItem[];
  /** What stands at the foot of the rail: where this is. */
  readonly foot: ReactNode;
  /** Changes when another place is shown; focus then moves to the place. */
  readonly place: string;
  readonly children: ReactNode;
};

/** The rail on the left and one place beside it. */
export function Frame({ nav, foot, place, children }: FrameProps) {
  const main = useRef<HTMLElement>(null);
  const shown = useRef(place);
  useKeptFocus();
  useEffect(() => {
    if (shown.current === place) return;
    shown.current = place;
    main.current?.focus({ preventScroll: true });
    scrollTo(0, 0);
  }, [place]);
  return (
    <div className={styles['frame']}>
      <nav className={styles['rail']} aria-label="Places">
        <a className={styles['skip']} href="#main" onClick={(event) => (event.preventDefault(), main.current?.focus())}>
          To the page
        </a>
        <p className={styles['brand']}>Hotwash</p>
        <ul>
          {nav.map((item) => (
            <li key={item.href}>
              <a className={styles['link']} href={item.href} aria-current={item.current ? 'page' : undefined}>
                {item.label}
                {item.count !== undefined && item.count > 0 && <span className={styles['count']}>{item.count}</span>}
              </a>
            </li>
          ))}
        </ul>
        <div className={styles['foot']}>
          {foot}
          <ThemeChoice />
        </div>
      </nav>
      <main id="main" className={styles['main']} ref={main} tabIndex={-1}>
        {children}
      </main>
    </div>
  );
}

function ThemeChoice() {
  const theme = useTheme();
  return (
    <label className={styles['theme']}>
      Theme{' '}
      <select
        value={theme}
        onChange={(event) => chooseTheme(themes.find((each) => each === event.target.value) ?? 'system')}
      >
        <option value="system">as the system</option>
        <option value="dark">night</option>
        <option value="light">day</option>
      </select>
    </label>
  );
}

type HeadProps = {
  readonly eyebrow?: ReactNode;
  readonly title: string;
  /** Beside the title, on its line. */
  readonly aside?: ReactNode;
  readonly lede?: ReactNode;
  readonly actions?: ReactNode;
};

/** A place's title, what it says in one line, and what can be done about it. Names the window too. */
export function PageHead({ eyebrow, title, aside, lede, actions }: HeadProps) {
  useEffect(() => {
    document.title = `${title} · Hotwash`;
  }, [title]);
  return (
    <header className={styles['head']}>
      <div className={styles['headText']}>
        {eyebrow !== undefined && <p className={styles['eyebrow']}>{eyebrow}</p>}
        <div className={styles['titleLine']}>
          <h1 className={styles['title']}>{title}</h1>
          {aside !== undefined && <p className={styles['aside']}>{aside}</p>}
        </div>
        {lede !== undefined && <div className={styles['lede']}>{lede}</div>}
      </div>
      {actions !== undefined && <div className={styles['actions']}>{actions}</div>}
    </header>
  );
}

/** A titled part of a page, in small capitals. */
export function Section({
  title,
  note,
  children,
}: {
  readonly title: string;
  readonly note?: ReactNode;
  readonly children: ReactNode;
}) {
  return (
    <section className={styles['section']} aria-label={title} tabIndex={-1}>
      <div className={styles['sectionHead']}>
        <h2 className={styles['eyebrow']}>{title}</h2>
        {note !== undefined && <p className={styles['note']}>{note}</p>}
      </div>
      {children}
    </section>
  );
}

/** Wide work on the left, what stands beside it on the right; one column where the window is narrow. */
export function Columns({ children, aside }: { readonly children: ReactNode; readonly aside: ReactNode }) {
  return (
    <div className={styles['columns']}>
      <div className={styles['wide']}>{children}</div>
      <div className={styles['side']}>{aside}</div>
    </div>
  );
}
