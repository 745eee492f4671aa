import { createHash } from 'node:crypto';
import { mkdir, readdir, readFile, stat, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { agendaItemSchema, standardAgenda } from '../../shared/domain/agenda/agenda.ts';
import { pinnedTemplateSchema } from '../../shared/domain/template/template.ts';
import { goodBody, goodFront, templateText } from '../../shared/templates/template-fixture.ts';
import { shippedTemplates } from './shipped-templates.ts';
import { createTemplateService } from './template-service.ts';
import { removeTemporaryFolders, temporaryFolder } from './temporary-folder.ts';

afterAll(removeTemporaryFolders);

const sha256 = (bytes: Buffer): string => createHash('sha256').update(bytes).digest('hex');

async function workspaceWith(files: Readonly<Record<string, string | Buffer>> = {}) {
  const workspace = await temporaryFolder('templates');
  const folder = join(workspace, 'templates');
  if (Object.keys(files).length > 0) await mkdir(folder);
  for (const [name, content] of Object.entries(files)) await writeFile(join(folder, name), content);
  return { folder, service: createTemplateService(workspace) };
}

async function listed(service: ReturnType<typeof createTemplateService>) {
  const list = await service.list();
  if (!list.ok) throw new Error(list.error.message);
  return list.value;
}

describe('the templates of a workspace', () => {
  it('[M1.5] come after the shipped ones, each with the hash of its own bytes', async () => {
    const text = `\uFEFF${templateText().replaceAll('\n', '\r\n')}`;
    const { service } = await workspaceWith({ 'payments.mdx': text });
    const list = await listed(service);
    expect(list.map(({ id, origin, tier, fault }) => [id, origin, tier, fault])).toEqual([
      ['standard', 'shipped', 'full', null],
      ['light', 'shipped', 'light', null],
      ['joint', 'shipped', 'joint', null],
      ['regulated', 'shipped', 'regulated', null],
      ['payments', 'own', 'full', null],
    ]);
    expect(list.at(-1)).toMatchObject({ minutes: 55, sha256: sha256(Buffer.from(text, 'utf8')) });
    const shipped = await Promise.all(
      ['standard', 'light', 'joint', 'regulated'].map((id) => readFile(`assets/templates/${id}.mdx`)),
    );
    expect(list.slice(0, 4).map((each) => each.sha256)).toEqual(shipped.map(sha256));
    expect(shippedTemplates).toHaveLength(shipped.length);
  });

  it('[M1.5] the standard template is the hour that reviews always had', async () => {
    const { service } = await workspaceWith();
    const standard = await service.forTier('full');
    expect(standard.ok && standard.value.agenda).toEqual(standardAgenda);
    expect(standard.ok && standard.value.pinned.id).toBe('standard');
  });

  it('[M1.5] give what a review is opened with, a workspace’s own before a shipped one', async () => {
    const { service } = await workspaceWith({
      'a.mdx': templateText(goodFront.replace('id: payments', 'id: standard')),
    });
    for (const id of ['standard', 'light', 'joint', 'regulated']) {
      const opening = await service.forTier(id);
      if (!opening.ok) throw new Error(opening.error.message);
      pinnedTemplateSchema.parse(opening.value.pinned);
      opening.value.agenda.forEach((item) => agendaItemSchema.parse(item));
      expect(opening.value.pinned.version).toBe(id === 'standard' ? '2.1' : '1');
    }
    const none = await service.forTier('nothing-like-it');
    expect(none.ok || none.error.code).toBe('no-template');
  });

  it('[M1.5] a template that cannot be used says where, and opens nothing', async () => {
    const { service } = await workspaceWith({
      'bad.mdx': templateText(goodFront, `${goodBody}\n\n{evil()}\n`),
      'latin.mdx': Buffer.concat([Buffer.from(templateText()), Buffer.from([0xe9])]),
      'long.mdx': Buffer.alloc(1024 * 1024, 'x'),
      'one.mdx': templateText(),
      'two.mdx': templateText(),
      'notes.txt': 'no template',
    });
    const own = (await listed(service)).filter((each) => each.origin === 'own');
    expect(own.map(({ id, fault }) => [id, fault?.message.slice(0, 24) ?? null])).toEqual([
      ['bad', 'Here is an expression in'],
      ['latin', 'Here is a character that'],
      ['long', 'The template has 65,537 '],
      ['payments', null],
      ['two', 'The workspace has anothe'],
    ]);
    const opening = await service.forTier('bad');
    expect(opening.ok || opening.error).toMatchObject({
      code: 'bad-template',
      message: expect.stringMatching(/ 52:1 /),
    });
  });

  it('[M1.5] are kept whole under their id, readable by their owner alone, and taken away again', async () => {
    const { service, folder } = await workspaceWith();
    const saved = await service.save(templateText(), null);
    expect(saved.ok && saved.value).toMatchObject({ id: 'payments', faults: [] });
    expect((await stat(join(folder, 'payments.mdx'))).mode & 0o777).toBe(0o600);
    const changed = templateText().replace('version: 2.1', 'version: 2.2');
    const twin = await service.save(changed, null);
    expect(twin.ok && twin.value.faults[0]?.message).toMatch(/another template of the id payments/);
    expect(await readFile(join(folder, 'payments.mdx'), 'utf8')).toBe(templateText());
    await service.save(changed, 'payments');
    expect(await readdir(folder)).toEqual(['payments.mdx']);
    expect(await service.read('payments', 'own')).toEqual({
      ok: true,
      value: { text: changed, sha256: sha256(Buffer.from(changed)) },
    });
    expect((await service.remove('payments')).ok).toBe(true);
    expect(await readdir(folder)).toEqual([]);
    expect((await service.remove('payments')).ok).toBe(false);
    expect((await service.remove('standard')).ok).toBe(false);
  });

  it('[M1.5] one that was mended stays in its file, also where its id was never the file’s name', async () => {
    const { service, folder } = await workspaceWith({ 'broken.mdx': '---\n' });
    expect((await service.save(templateText(), 'broken')).ok).toBe(true);
    expect(await readdir(folder)).toEqual(['broken.mdx']);
    expect((await listed(service)).at(-1)).toMatchObject({ id: 'payments', fault: null });
    await service.save(templateText().replace('version: 2.1', 'version: 3'), 'payments');
    expect(await readdir(folder)).toEqual(['broken.mdx']);
  });

  it('[M1.5] refuse what cannot be used, with every place, and keep nothing', async () => {
    const { service, folder } = await workspaceWith({ 'payments.mdx': templateText() });
    const bad = await service.save(templateText(goodFront, 'import x from "y"\n\n<Chart />'), 'payments');
    expect(bad.ok && bad.value.faults.map(({ line, column }) => [line, column])).toEqual([
      [29, 1],
      [31, 1],
    ]);
    expect(await readFile(join(folder, 'payments.mdx'), 'utf8')).toBe(templateText());
  });

  it('[M1.5] an id can name no other folder, and a link to a file elsewhere is not followed', async () => {
    const { service, folder } = await workspaceWith({ 'payments.mdx': templateText() });
    const away = await service.save(templateText(goodFront.replace('id: payments', 'id: ../../evil')), null);
    expect(away.ok && away.value.faults[0]?.line).toBe(2);
    const secret = join(await temporaryFolder('elsewhere'), 'secret.mdx');
    await writeFile(secret, templateText(goodFront.replace('id: payments', 'id: secret')));
    await symlink(secret, join(folder, 'linked.mdx'));
    expect((await listed(service)).map((each) => each.id)).not.toContain('secret');
  });
});
