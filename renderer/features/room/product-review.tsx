import { claimSupport } from '../../../shared/domain/claim/claim.ts';
import type { MemberId } from '../../../shared/domain/ids.ts';
import { nextPhases, productOutcomes, type ProductReview } from '../../../shared/domain/product/product.ts';
import { signersOf } from '../../../shared/domain/review/signing.ts';
import { codeText } from '../../../shared/meeting/people.ts';
import { readDraft } from '../../state/read-draft.ts';
import { sendAt } from '../../state/room-send.ts';
import { keepDraft, setFault, useFault } from '../../state/room-store.ts';
import type { RoomView } from '../../state/room-view.ts';
import { Button } from '../../ui/button.tsx';
import { SelectField, TextField } from '../../ui/field.tsx';
import { Key } from '../../ui/key.tsx';
import { Refusal } from '../../ui/refusal.tsx';
import { formOfFields, useKeys } from '../../ui/use-keys.ts';
import styles from './product-review.module.css';

const field = 'product';

/** What the product seat says of the release before the review closes (M8.5). */
export function ProductReviewPart({ room }: { readonly room: RoomView }) {
  const { product } = room.review;
  const isOpen = room.state.drafts['product-open'] === 'open';
  const open = () => keepDraft(room.id, 'product-open', 'open');
  const holders = signersOf(room.review, 'product-manager');
  useKeys([{ key: 'r', label: 'product reviews', run: open }]);
  return (
    <section aria-label="Product" className={styles['product']}>
      <div className={styles['head']}>
        <h3 className={styles['eyebrow']}>Product</h3>
        {!isOpen && holders.length > 0 && (
          <Button kind="quiet" onClick={open}>
            {product === null ? 'Product reviews' : 'Say it anew'} <Key>R</Key>
          </Button>
        )}
      </div>
      <Said product={product} isNeeded={room.review.requiredRoles.includes('product-manager')} />
      {isOpen && <ProductForm room={room} holders={holders} />}
    </section>
  );
}

function Said({ product, isNeeded }: { readonly product: ProductReview | null; readonly isNeeded: boolean }) {
  if (product === null)
    return (
      <p className={isNeeded ? styles['open'] : styles['note']}>
        {isNeeded
          ? '! Product signs this review, so it is not closed before product reviewed the release.'
          : 'Product has not reviewed this release; the record will say so.'}
      </p>
    );
  const { outcome, against, evidence, nextPhase, feature, reason, by } = product;
  return (
    <p className={styles['ready']}>
      ✓ {outcome}: {against} · next phase of {feature}: {nextPhase}, because {reason} ·{' '}
      {evidence.length === 0
        ? 'rests on no fact'
        : `rests on ${evidence.length === 1 ? 'one fact' : `${evidence.length} facts`}`}{' '}
      · {codeText(by)}
    </p>
  );
}

const blank = {
  by: '',
  outcome: '',
  against: '',
  evidence: [] as readonly string[],
  nextPhase: '',
  feature: '',
  reason: '',
};
type Draft = typeof blank;

/** Sends what product said, in the name of who said it; false when it is incomplete or was refused. */
async function sayAs(room: RoomView, by: string, draft: Draft): Promise<boolean> {
  const outcome = productOutcomes.find((each) => each === draft.outcome);
  const nextPhase = nextPhases.find((each) => each === draft.nextPhase);
  const { against, evidence, feature, reason } = draft;
  if (
    outcome === undefined ||
    nextPhase === undefined ||
    [against, feature, reason].some((text) => text.trim() === '')
  ) {
    setFault(field, {
      code: 'input',
      message: 'Say the outcome, what was expected, and whether the next phase of which feature goes ahead, and why.',
    });
    return false;
  }
  const command = {
    type: 'product.review' as const,
    by: by as MemberId,
    outcome,
    against,
    evidence: [...evidence],
    nextPhase,
    feature,
    reason,
  };
  return sendAt(room.id, field, command);
}

function ProductForm({ room, holders }: { readonly room: RoomView; readonly holders: readonly string[] }) {
  const draft = readDraft(blank, room.state.drafts[field]);
  const fault = useFault(field);
  const { me } = room.workspace;
  const set = (change: Partial<Draft>) => keepDraft(room.id, field, JSON.stringify({ ...draft, ...change }));
  const bind = (name: Exclude<keyof Draft, 'evidence'>) => ({
    value: draft[name],
    onChange: (event: { target: { value: string } }) => set({ [name]: event.target.value }),
  });
  const by = holders.find((each) => each === draft.by) ?? holders.find((each) => each === me) ?? holders[0] ?? '';
  const facts = room.review.claims.filter((claim) => claimSupport(claim) === 'supported');
  const close = () => keepDraft(room.id, 'product-open', '');
  const submit = async () => {
    if (!(await sayAs(room, by, draft))) return;
    keepDraft(room.id, field, '');
    close();
  };
  return (
    <form
      {...formOfFields}
      className={styles['form']}
      onSubmit={(event) => {
        event.preventDefault();
        void submit();
      }}
    >
      <SelectField label="Who says it" value={by} autoFocus onChange={(event) => set({ by: event.target.value })}>
        {holders.map((each) => (
          <option key={each} value={each}>
            {codeText(each)}
            {each === room.review.seats.product.accountable ? '' : ' (deputy)'}
          </option>
        ))}
      </SelectField>
      <SelectField label="What was expected is" {...bind('outcome')}>
        <option value="">choose</option>
        <option value="met">met</option>
        <option value="partly">partly met</option>
        <option value="not">not met</option>
      </SelectField>
      <div className={styles['wide']}>
        <TextField label="What was expected" placeholder="one in ten pays with the new form" {...bind('against')} />
      </div>
      {facts.length > 0 && (
        <fieldset className={styles['facts']}>
          <legend>It rests on</legend>
          {facts.map((fact) => (
            <label key={fact.id} className={styles['fact']}>
              <input
                type="checkbox"
                checked={draft.evidence.includes(fact.id)}
                onChange={(event) =>
                  set({
                    evidence: event.target.checked
                      ? [...draft.evidence, fact.id]
                      : draft.evidence.filter((each) => each !== fact.id),
                  })
                }
              />
              <span dir="auto">{fact.text}</span>
            </label>
          ))}
        </fieldset>
      )}
      <SelectField label="Next phase" {...bind('nextPhase')}>
        <option value="">choose</option>
        <option value="go">go</option>
        <option value="wait">wait</option>
        <option value="stop">stop</option>
      </SelectField>
      <TextField label="Of which feature" {...bind('feature')} />
      <div className={styles['wide']}>
        <TextField label="Because" {...bind('reason')} />
      </div>
      {fault !== undefined && (
        <div className={styles['wide']}>
          <Refusal fault={fault} />
        </div>
      )}
      <div className={styles['buttons']}>
        <Button kind="primary" type="submit">
          {by === me ? 'Record it' : `${codeText(by)} says so`}
        </Button>
        <Button kind="quiet" onClick={close}>
          Not yet
        </Button>
        {by !== me && <p className={styles['note']}>Let {codeText(by)} press it: it is recorded as theirs.</p>}
      </div>
    </form>
  );
}
