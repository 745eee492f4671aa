import { samplePassphrase } from '../../shared/domain/workspace/sample.ts';
import { TextField } from '../ui/field.tsx';

type Props = {
  readonly value: string;
  readonly onChange: (passphrase: string) => void;
  /** In a sample workspace the passphrase of its keys is said: they guard nothing. */
  readonly isSample?: boolean;
  readonly hint?: string;
};

/** Asks for the passphrase of a key that is kept here or was brought. */
export function PassphraseField({ value, onChange, isSample = false, hint }: Props) {
  const said = isSample ? `Keys that came with the sample open with: ${samplePassphrase}` : hint;
  return (
    <TextField
      label="Passphrase of this key"
      type="password"
      autoComplete="current-password"
      value={value}
      onChange={(event) => onChange(event.target.value)}
      {...(said !== undefined && { hint: said })}
    />
  );
}
