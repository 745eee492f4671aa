import type { DisclosureGroup } from '../../../shared/record/disclosure.ts';
import type { RedactPreview, Wanted } from './redacted-copy-dialog.tsx';
import styles from './redacted-copy.module.css';

export const groupWords: { readonly [group in DisclosureGroup]: string } = {
  people: 'Who did and said what',
  times: 'Times',
  subject: 'What it is about: title, service, release',
  facts: 'Facts',
  causes: 'Causes',
  decisions: 'Decisions and votes',
  actions: 'Actions and parked topics',
  notes: 'Notes and ideas',
  figures: 'Figures of the package',
  rules: 'Policy, template, trigger',
  evidence: 'List of evidence',
  rest: 'Everything else',
  history: 'History: types, times and codes of its events',
  reports: 'Report and tables',
  drawings: 'Drawings of the causes',
  'evidence-files': 'Evidence files',
};
const groups = Object.entries(groupWords) as [DisclosureGroup, string][];

type Props = { readonly preview: RedactPreview; readonly wanted: Wanted; readonly onChange: (wanted: Wanted) => void };

/** Each group with what it holds; a tick withholds it. A file that would tell what is withheld says so. */
export function RedactedGroups({ preview, wanted, onChange }: Props) {
  const flip = (group: DisclosureGroup) =>
    onChange({
      ...wanted,
      groups: wanted.groups.includes(group)
        ? wanted.groups.filter((each) => each !== group)
        : [...wanted.groups, group],
    });
  return (
    <fieldset className={styles['groups']}>
      <legend>Withhold</legend>
      <ul>
        {groups.map(([group, words]) => (
          <Group
            key={group}
            group={group}
            words={words}
            preview={preview}
            isWithheld={wanted.groups.includes(group)}
            onFlip={() => flip(group)}
          />
        ))}
      </ul>
    </fieldset>
  );
}

type GroupProps = {
  readonly group: DisclosureGroup;
  readonly words: string;
  readonly preview: RedactPreview;
  readonly isWithheld: boolean;
  readonly onFlip: () => void;
};

function Group({ group, words, preview, isWithheld, onFlip }: GroupProps) {
  const fields = preview.groups.find((each) => each.group === group);
  const files = preview.files.filter((each) => each.group === group);
  if (fields === undefined && files.length === 0) return null;
  const awayFields = fields?.fields.withheld ?? 0;
  const awayFiles = files.filter(({ withheld }) => withheld !== null);
  const told = [...new Set(awayFiles.flatMap(({ withheld }) => withheld?.tells ?? []))];
  return (
    <li className={styles['group']}>
      <label>
        <input type="checkbox" checked={isWithheld} onChange={onFlip} /> {words}
      </label>
      <span className={styles['count']}>
        {fields === undefined ? `${awayFiles.length} of ${files.length}` : `${awayFields} of ${fields.fields.all}`}
      </span>
      {!isWithheld && told.length > 0 && (
        <p className={styles['because']}>
          Withheld all the same, because {files.length === 1 ? 'it tells' : 'they tell'} what is withheld above.
        </p>
      )}
      <details className={styles['details']}>
        <summary>What is in it</summary>
        <ul>
          {(fields?.samples ?? []).map(({ place, value, isWithheld: isAway }) => (
            <li key={place}>
              <code>{place}</code> {isAway ? <i>withheld</i> : value}
            </li>
          ))}
          {files.map(({ path, withheld }) => (
            <li key={path}>
              <code>{path}</code> {withheld === null ? 'stays' : <i>withheld</i>}
            </li>
          ))}
        </ul>
      </details>
    </li>
  );
}
