import { Button, ButtonLink } from '../../ui/button.tsx';

type DownloadProps = {
  readonly id: string;
  readonly isExported: boolean;
  readonly isBusy: boolean;
  readonly onExport: () => void;
};

/** Puts the record together, or hands it out. */
export function Downloads({ id, isExported, isBusy, onExport }: DownloadProps) {
  if (!isExported)
    return (
      <Button kind="primary" onClick={onExport} disabled={isBusy}>
        {isBusy ? 'Putting it together…' : 'Put the record together'}
      </Button>
    );
  return (
    <>
      <ButtonLink href={`/media/report/${id}.html`} target="_blank" rel="noreferrer">
        Read the report
      </ButtonLink>
      <ButtonLink href={`/media/report/${id}.pdf`} download={`hotwash-${id}.pdf`}>
        PDF
      </ButtonLink>
      <ButtonLink kind="primary" href={`/media/record/${id}.zip`} download={`hotwash-${id}.zip`}>
        Record as a zip
      </ButtonLink>
    </>
  );
}
