import { startNodeChild } from '../../electron/platform/child.ts';
import { openSpeechWorkspace, spokenReview } from './speech-workspace.ts';

// Transcribes a recording and says how far it is after each segment, until it is killed: FOLDER ENTRY ASSETS RECORDING.
const [, , folder = '', entry = '', assets = '', recording = ''] = process.argv;
const opened = await openSpeechWorkspace(folder, { entry, assets, start: startNodeChild });
await opened.speech.start();
const job = { review: spokenReview, recording, engine: 'pocketsphinx', atOnce: true };
await opened.speech.transcribe(job, new AbortController().signal, (state) =>
  process.stdout.write(`${JSON.stringify(state)}\n`),
);
await opened.close();
