import type { signProcedures } from '../../shared/contract/sign-procedures.ts';
import { ok } from '../../shared/lib/result.ts';
import { zipFiles } from '../export/zip-files.ts';
import type { ProcedureHandlers } from './procedure-handlers.ts';
import type { Services } from './services.ts';
import type { Returned } from './sign-brought.ts';

/** What the procedures of signing do. */
export const createSignHandlers = ({
  records,
  uploads,
}: Services): Pick<ProcedureHandlers, keyof typeof signProcedures> => ({
  'sign.request': async ({ review, ...signing }) => {
    const made = await records.request(review, signing);
    if (!made.ok) return made;
    const { name, text, words, folder } = made.value;
    const zip = await zipFiles(folder.name, folder.files);
    return ok({
      name,
      text,
      words: { ...words, headWords: [...words.headWords] },
      zip: { name: `${folder.name}.zip`, base64: zip.toString('base64') },
    });
  },
  'sign.look': async ({ text, record }) => {
    const path = record === null ? null : uploads.path(record);
    if (path !== null && !path.ok) return path;
    const looked = await records.look(text, path === null ? null : path.value);
    if (!looked.ok) return looked;
    const { words, key, ...rest } = looked.value;
    return ok({
      ...rest,
      words: { ...words, headWords: [...words.headWords] },
      key: key === null ? null : { ...key, words: [...key.words] },
    });
  },
  'sign.answer': async ({ text, passphrase }) => records.answer(text, passphrase, { kind: 'workspace' }),
  'sign.take': async ({ review, returned, compared }) => {
    const brought: Returned =
      returned.kind === 'answer'
        ? returned
        : {
            kind: 'external',
            pae: Buffer.from(returned.pae, 'base64'),
            manifest: Buffer.from(returned.manifest, 'base64'),
            key: returned.key,
          };
    const taken = await records.take(review, brought, compared);
    if (!taken.ok) return taken;
    return ok(taken.value.state === 'taken' ? taken.value : { ...taken.value, words: [...taken.value.words] });
  },
});
