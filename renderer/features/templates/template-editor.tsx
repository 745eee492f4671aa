import { useDeferredValue, useMemo, useRef, useState, type DragEvent } from 'react';
import type { CallFault } from '../../../shared/contract/procedures.ts';
import { readTemplate } from '../../../shared/templates/read-template.ts';
import type { TemplateFault } from '../../../shared/templates/template-fault.ts';
import { longestTemplate } from '../../../shared/templates/template-text.ts';
import { call } from '../../host/client.ts';
import { Button } from '../../ui/button.tsx';
import { Field } from '../../ui/field.tsx';
import { countOf } from '../../ui/format-number.ts';
import { Refusal } from '../../ui/refusal.tsx';
import { FaultList } from './fault-list.tsx';
import { TemplateView } from './template-view.tsx';
import styles from './templates.module.css';

type Props = {
  readonly begin: string;
  /** The template of the workspace that is edited; null for a new one. */
  readonly replaces: string | null;
  readonly onLeave: () => void;
  /** Told the id under which the template was kept. */
  readonly onKept: (id: string) => void;
};

/** The source, what is wrong with it by line and column while it is written, and below what a review would get. */
export function TemplateEditor({ begin, replaces, onLeave, onKept }: Props) {
  const [text, setText] = useState(begin);
  const [fault, setFault] = useState<CallFault | null>(null);
  const area = useRef<HTMLTextAreaElement>(null);
  const settled = useDeferredValue(text);
  const read = useMemo(() => readTemplate(settled), [settled]);
  const faults = read.ok ? [] : read.error;
  const jump = (to: TemplateFault) => {
    if (area.current === null) return;
    const at = offsetOf(area.current.value, to);
    area.current.focus();
    area.current.setSelectionRange(at, at);
  };
  const keep = async () => {
    const answer = await call('template.save', { text, replaces });
    if (!answer.ok) return setFault(answer.error);
    const [first] = answer.value.faults;
    if (first === undefined) return onKept(answer.value.id);
    setFault({ code: 'refused', message: first.message, satisfy: first.todo });
  };
  const takeFile = (event: DragEvent) => {
    const [file] = event.dataTransfer.files;
    if (file === undefined) return;
    event.preventDefault();
    // Elsewhere a dropped file is release data; here it is the template's text.
    event.nativeEvent.stopImmediatePropagation();
    void file
      .slice(0, longestTemplate * 4)
      .text()
      .then(setText);
  };
  return (
    <>
      <div className={styles['editor']}>
        <Field label="Source" hint="Paste it, drop a file on it, or write. Nothing in it is run.">
          {(control) => (
            <textarea
              {...control}
              ref={area}
              className={styles['source']}
              value={text}
              rows={28}
              wrap="off"
              spellCheck={false}
              onChange={(event) => setText(event.target.value)}
              onDrop={takeFile}
            />
          )}
        </Field>
        <div className={styles['check']}>
          <p role="status">
            {faults.length === 0 ? '✓ It can be used.' : `! ${countOf(faults.length, 'thing')} to mend`}
          </p>
          <FaultList faults={faults} onJump={jump} />
          {fault !== null && <Refusal fault={fault} />}
          <p className={styles['buttons']}>
            <Button onClick={onLeave}>Leave it</Button>
            <Button kind="primary" disabled={faults.length > 0} onClick={() => void keep()}>
              Keep the template
            </Button>
          </p>
        </div>
      </div>
      {read.ok && <TemplateView template={read.value} origin="own" />}
    </>
  );
}

/** Where a line and column of the reader are in what stands in the field, whose line ends are single. */
function offsetOf(text: string, { line, column }: TemplateFault): number {
  const before = text.split('\n').slice(0, line - 1);
  return Math.min(text.length, before.reduce((sum, each) => sum + each.length + 1, 0) + column - 1);
}
