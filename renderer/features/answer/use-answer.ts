import { useEffect, useState } from 'react';
import type { CallFault } from '../../../shared/contract/procedures.ts';
import type { Asking } from '../../../shared/domain/packet/packet.ts';
import { call } from '../../host/client.ts';
import { draftName, emptyDraft, readDraft, type Draft } from '../../../shared/domain/packet/draft.ts';

/** The questions that are open on this machine, as they came. */
export type Opened = { readonly asking: Asking; readonly text: string };

const lastOpened = 'hotwash.answer';

/** The questions file: read by the main process, open again after a reload. */
export function useQuestions() {
  const [opened, setOpened] = useState<Opened | null>(null);
  const [fault, setFault] = useState<Pick<CallFault, 'message' | 'satisfy'> | null>(null);
  const [isReading, setIsReading] = useState(() => localStorage.getItem(lastOpened) !== null);
  const open = async (text: string) => {
    const read = await call('answer.read', { text });
    setFault(read.ok ? null : read.error);
    if (!read.ok) return;
    keep(lastOpened, text);
    setOpened({ asking: read.value.asking, text });
  };
  useEffect(() => {
    const kept = localStorage.getItem(lastOpened);
    if (kept === null) return;
    let isCurrent = true;
    void call('answer.read', { text: kept }).then((read) => {
      if (!isCurrent) return;
      setIsReading(false);
      if (read.ok) setOpened({ asking: read.value.asking, text: kept });
    });
    return () => {
      isCurrent = false;
    };
  }, []);
  const close = () => {
    localStorage.removeItem(lastOpened);
    setFault(null);
    setOpened(null);
  };
  return { opened, fault, isReading, setFault, open: (text: string) => void open(text), close };
}

/** What is written so far, kept at each change. */
export function useDraft(asking: Asking): readonly [Draft, (change: (draft: Draft) => Draft) => void] {
  const name = draftName(asking);
  const [draft, setDraft] = useState<Draft>(() => readDraft(localStorage.getItem(name)));
  const change = (next: (draft: Draft) => Draft) => {
    const changed = next(draft);
    setDraft(changed);
    if (changed === emptyDraft) localStorage.removeItem(name);
    else keep(name, JSON.stringify(changed));
  };
  return [draft, change];
}

/** Keeps a text in this window's storage; where that is full, the work goes on and is only not kept. */
function keep(name: string, text: string): void {
  try {
    localStorage.setItem(name, text);
  } catch {
    localStorage.removeItem(name);
  }
}
