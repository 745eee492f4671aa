import { routeToHash } from '../../state/route.ts';
import { sourceInWords } from '../../state/transcript-source.ts';
import { useTranscripts } from '../../store/transcript-hooks.ts';
import panel from './side-panel.module.css';
import styles from './record.module.css';

/** The transcripts there are of this review already, to read and to take evidence from; the room waits as it is. */
export function RoomTranscripts({ review }: { readonly review: string }) {
  const kept = (useTranscripts(review) ?? []).flatMap(({ id, source }) => (source === null ? [] : [{ id, source }]));
  if (kept.length === 0) return null;
  return (
    <section className={styles['form']} aria-label="Transcripts of this review">
      <h3 className={panel['eyebrow']}>Transcripts</h3>
      <ul className={styles['facts']}>
        {kept.map(({ id, source }) => (
          <li key={id}>
            <a href={routeToHash({ place: 'transcript', transcript: id, at: null })} dir="auto">
              {sourceInWords(source)}
            </a>
          </li>
        ))}
      </ul>
    </section>
  );
}
