import type { CallFault } from '../../../shared/contract/procedures.ts';
import { memberIdSchema } from '../../../shared/domain/ids.ts';
import { call } from '../../host/client.ts';
import { downloadBase64, downloadText } from '../../state/download-text.ts';

/** Gives the recovery sheet of somebody's key as a PDF, or as a page to print where nothing here makes PDFs. */
export async function printRecovery(member: string): Promise<CallFault | null> {
  const answer = await call('key.recovery', { member: memberIdSchema.parse(member) });
  if (!answer.ok) return answer.error;
  const { pdf, html } = answer.value;
  if (pdf === null) downloadText(`recovery-${member}.html`, html, 'text/html');
  else downloadBase64(`recovery-${member}.pdf`, pdf, 'application/pdf');
  return null;
}
