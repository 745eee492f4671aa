import { useEffect, useState } from 'react';
import { call } from '../../host/client.ts';

/** What becomes of a recording's words on this machine. */
export function SpeechNote() {
  const canTranscribe = useCanTranscribe();
  if (canTranscribe === undefined) return <>the sound is kept in this workspace</>;
  return canTranscribe ? (
    <>it can be transcribed beside the review’s record</>
  ) : (
    <>Recorded; not transcribed: no speech model installed</>
  );
}

/** Whether an engine can be used here; undefined while it is asked. */
function useCanTranscribe(): boolean | undefined {
  const [can, setCan] = useState<boolean>();
  useEffect(() => {
    let here = true;
    void call('speech.engines', {}).then((answer) => {
      if (here && answer.ok) setCan(answer.value.engines.some(({ state }) => state.kind === 'available'));
    });
    return () => {
      here = false;
    };
  }, []);
  return can;
}
