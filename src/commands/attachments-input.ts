import type { Refused } from '../domain/decision';
import type { JsonObject, TeacherId } from '../domain/facts';
import type { Attachment } from '../domain/teacher/facts';
import type { Desk } from './desk';
import { isPlainText, Shaped, type FieldOptions } from './input';
import { inBoth, meanings } from './meanings';
import type { listRefusals } from './refusal-sentences';

/** Something handed in: its kind, and the filed document, as the upload answered. */
export interface AttachmentInput {
  readonly kind: string;
  readonly file: string | null;
}

const KIND = 80;
const MOST = 50;
const HASH = /^[0-9a-f]{64}$/u;

/** Kinds alone, as they are ticked off from paper, or kinds with their files. */
export function Attachments(options: FieldOptions = {}): PropertyDecorator {
  const attachment = { type: 'object', required: ['kind'], additionalProperties: false, properties: { kind: { type: 'string', maxLength: KIND, description: inBoth(meanings.attachmentKind) }, file: { type: 'string', nullable: true, pattern: HASH.source, description: inBoth(meanings.file) } } };
  return Shaped({ type: 'array', maxItems: MOST, items: { oneOf: [{ type: 'string', maxLength: KIND, description: inBoth(meanings.attachmentKind) }, attachment] } }, isAttachments, {
    zh: `应为至多 ${MOST} 项的列表;每一项为材料种类(文本),或 { kind: 种类, file: 上传后得到的哈希 }。`,
    en: `Must be a list of at most ${MOST}; each a kind (text), or { kind, file } with the hash that the upload answered.`,
  }, options);
}

/**
 * As they are recorded. A file must be filed and be hers; a file of somebody else, or of the programme, is not what she
 * hands in. Whether another candidate hands in the same content is reported from the fingerprint, and never refused (E43).
 */
export async function attachmentsOf(desk: Desk, owners: readonly TeacherId[], given: readonly (string | AttachmentInput)[] = []): Promise<{ readonly kind: 'attached'; readonly attachments: readonly Attachment[] } | Refused> {
  const attachments: Attachment[] = [];
  for (const one of given) {
    const { kind, file = null } = typeof one === 'string' ? { kind: one, file: null } : one;
    if (file === null) {
      attachments.push({ kind, file, type: null, size: null, print: null });
      continue;
    }
    const filed = await desk.ports.files?.describe?.(file);
    if (filed === undefined) return refusedFile('fileNotFiled', { file });
    if (!owners.includes(filed.owner)) return refusedFile('attachmentNotHers', { file, kind });
    attachments.push({ kind, file, type: filed.type, size: filed.size, print: desk.ports.secrets.content(filed.digest) });
  }
  return { kind: 'attached', attachments };
}

function refusedFile(rule: keyof typeof listRefusals, inputs: JsonObject): Refused {
  return { kind: 'refused', refusal: { rule, inputs }, events: [] };
}

function isAttachments(value: unknown): boolean {
  return Array.isArray(value) && value.length <= MOST && value.every((one: unknown) => isPlainText(one, KIND) || isAttachment(one));
}

function isAttachment(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false;
  const { kind, file, ...more } = value as { readonly [field: string]: unknown };
  return isPlainText(kind, KIND) && (file === undefined || file === null || (typeof file === 'string' && HASH.test(file))) && Object.keys(more).length === 0;
}
