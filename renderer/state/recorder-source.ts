import type { CallFault } from '../../shared/contract/procedures.ts';
import { err, ok, type Result } from '../../shared/lib/result.ts';
import type { Opened, Source } from './recorder-engine.ts';

/** Speech of a whole room is understood at this rate; bits a second. */
const soundBits = 32_000;
/** Slides and a console, five pictures a second; bits a second. */
const screenBits = 400_000;
/** What is not out of the recorder yet is lost with the page, so it gives what it has this often, ms. */
const sliceMs = 100;
/** Samples that one look at the level covers: more than a quarter of a second, so that none falls between two looks. */
const levelSamples = 16_384;

/**
 * A room's microphone: one channel, quiet voices raised. Echo is left in, because what a loudspeaker says in a meeting is
 * a person who is not in the room.
 */
const microphone: MediaTrackConstraints = {
  channelCount: 1,
  echoCancellation: false,
  noiseSuppression: true,
  autoGainControl: true,
};

/** Opens the microphone, and a screen that the facilitator picks where it is wanted. `onChange`: something ended or was muted. */
export async function openSource(withScreen: boolean, onChange: () => void): Promise<Opened> {
  const sound = await ask(() => navigator.mediaDevices.getUserMedia({ audio: microphone }));
  if (!sound.ok) return sound;
  if (!withScreen) return ok(sourceOf(sound.value, null, onChange));
  const screen = await ask(() => navigator.mediaDevices.getDisplayMedia({ video: { frameRate: 5 }, audio: false }));
  if (screen.ok) return ok(sourceOf(sound.value, screen.value, onChange));
  closeAll(sound.value);
  return err({ code: 'no-screen', message: 'No screen was chosen. Record without it, or choose one.' });
}

async function ask(open: () => Promise<MediaStream>): Promise<Result<MediaStream, CallFault>> {
  try {
    return ok(await open());
  } catch (error) {
    return err(faultOf(error instanceof DOMException ? error.name : ''));
  }
}

function faultOf(name: string): CallFault {
  if (name === 'NotFoundError')
    return { code: 'no-microphone', message: 'No microphone was found. Plug one in, then start again.' };
  if (name === 'NotAllowedError')
    return {
      code: 'not-allowed',
      message:
        'The system does not let Hotwash use the microphone. Allow it in the system’s settings, then start again.',
    };
  return { code: 'microphone-busy', message: 'The microphone cannot be opened: another program may hold it.' };
}

function sourceOf(sound: MediaStream, screen: MediaStream | null, onChange: () => void): Source {
  const [track] = sound.getAudioTracks();
  const stream = new MediaStream([...sound.getAudioTracks(), ...(screen?.getVideoTracks() ?? [])]);
  for (const event of ['ended', 'mute', 'unmute']) track?.addEventListener(event, onChange);
  const meter = createMeter(sound);
  return {
    label: track?.label ?? '',
    record: (hear) => record(stream, screen !== null, hear),
    level: meter.read,
    isMuted: () => track?.muted === true,
    isLost: () => track?.readyState !== 'live',
    close: () => {
      closeAll(stream);
      meter.close();
    },
  };
}

const closeAll = (stream: MediaStream): void => {
  for (const track of stream.getTracks()) track.stop();
};

function record(stream: MediaStream, hasScreen: boolean, hear: (bytes: Blob) => void): ReturnType<Source['record']> {
  const mime = hasScreen ? 'video/webm;codecs="vp8,opus"' : 'audio/webm;codecs=opus';
  const recorder = new MediaRecorder(stream, {
    mimeType: mime,
    audioBitsPerSecond: soundBits,
    ...(hasScreen && { videoBitsPerSecond: screenBits }),
  });
  const stopped = new Promise<void>((resolve) => {
    recorder.addEventListener('stop', () => resolve(), { once: true });
    recorder.addEventListener('error', () => resolve(), { once: true });
  });
  recorder.addEventListener('dataavailable', ({ data }) => hear(data));
  recorder.start(sliceMs);
  return {
    mime,
    stop: () => {
      if (recorder.state !== 'inactive') recorder.stop();
      return stopped;
    },
  };
}

/** Reads the level without a script of its own in the sound's thread, which the page's policy would have to let in. */
function createMeter(stream: MediaStream): { readonly read: () => number | null; readonly close: () => void } {
  const context = new AudioContext();
  const analyser = new AnalyserNode(context, { fftSize: levelSamples });
  context.createMediaStreamSource(stream).connect(analyser);
  const samples = new Float32Array(levelSamples);
  return {
    read: () => {
      // Without a key or a click since the page was loaded it may have to be woken.
      if (context.state !== 'running') {
        void context.resume().catch(() => undefined);
        return null;
      }
      analyser.getFloatTimeDomainData(samples);
      let sum = 0;
      for (const sample of samples) sum += sample * sample;
      return sum === 0 ? Number.NEGATIVE_INFINITY : 10 * Math.log10(sum / samples.length);
    },
    close: () => void context.close(),
  };
}
