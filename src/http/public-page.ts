import type { Json, JsonObject } from '../domain/facts';
import type { PublicListAnswer } from '../queries/public-list';
import type { Language } from './sentences';

interface Words { readonly zh: string; readonly en: string }

const heads: { readonly [member: string]: Words } = {
  no: { zh: '序号', en: 'No.' },
  name: { zh: '姓名', en: 'Name' },
  unit: { zh: '单位', en: 'Unit' },
  subject: { zh: '学科', en: 'Subject' },
  stage: { zh: '学段', en: 'Stage' },
  title: { zh: '称号', en: 'Title' },
};
const stages: { readonly [code: string]: Words } = {
  PRESCHOOL: { zh: '学前', en: 'Preschool' }, PRIMARY: { zh: '小学', en: 'Primary' }, JUNIOR: { zh: '初中', en: 'Junior secondary' }, SENIOR: { zh: '高中', en: 'Senior secondary' }, VOCATIONAL: { zh: '中职', en: 'Vocational' }, SPECIAL: { zh: '特教', en: 'Special education' },
};
const STYLE = 'body{font:1rem/1.6 system-ui,sans-serif;max-width:52rem;margin:2rem auto;padding:0 1rem;color:#111;background:#fff}table{border-collapse:collapse;width:100%}caption{text-align:left;font-weight:600;padding:.5rem 0}th,td{border:1px solid #767676;padding:.35rem .6rem;text-align:left}footer{margin-top:2rem;text-align:right}';

/** Its own style by hash, and nothing else: no script, no picture, no other address. */
export const PAGE_POLICY = (styleHash: string): string => `default-src 'none'; style-src 'sha256-${styleHash}'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`;
export const PAGE_STYLE = STYLE;

/** The posted list as a page: one table with a caption and heads, readable without style and by a screen reader. */
export function publicPage(answer: PublicListAnswer, language: Language): string {
  const say = ({ zh, en }: Words): string => escaped(language === 'zh' ? zh : en);
  const title = say({ zh: `${answer.round.zh}公示`, en: `Public notice: ${answer.round.en}` });
  const paragraphs = noticeOf(answer).map((line) => `<p>${say(line)}</p>`);
  return [
    `<!doctype html><html lang="${language === 'zh' ? 'zh-CN' : 'en'}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1"><meta name="robots" content="noindex,noarchive">`,
    `<title>${title}</title><style>${STYLE}</style></head><body><main><h1>${title}</h1>`,
    ...paragraphs,
    answer.rows.length === 0 ? '' : table(answer, say),
    `</main><footer><p>${say(answer.signedBy)}</p><p><time datetime="${answer.openedOn}">${answer.openedOn}</time></p></footer></body></html>\n`,
  ].join('\n');
}

/** What is not there, said to a browser: the sentence that others get as problem details. */
export function missingPage({ zh, en }: Words, language: Language): string {
  const title = language === 'zh' ? '没有找到' : 'Not found';
  return `<!doctype html><html lang="${language === 'zh' ? 'zh-CN' : 'en'}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1"><meta name="robots" content="noindex,noarchive"><title>${title}</title><style>${STYLE}</style></head><body><main><h1>${title}</h1><p>${escaped(language === 'zh' ? zh : en)}</p></main></body></html>\n`;
}

/** The notice around the list, sentence by sentence. */
function noticeOf({ state, openedOn, firstDay, lastDay, provisional, workingDays, contact }: PublicListAnswer): readonly Words[] {
  if (state === 'TAKEN_DOWN') return [{ zh: '公示期已满，名单已撤下。', en: 'The period of public notice is over and the list has been taken down.' }];
  const window: Words = lastDay === null
    ? { zh: `自 ${openedOn} 起公示，计时现已中止，恢复后继续。`, en: `Posted on ${openedOn}. The period stands still at present and will run on.` }
    : { zh: `公示期：${firstDay} 至 ${lastDay}，共 ${workingDays} 个工作日${provisional ? '（放假安排尚未公布，末日为暂定）' : ''}。`, en: `Period of public notice: ${firstDay} to ${lastDay}, ${workingDays} working days${provisional ? ' (the last day is provisional: the holidays are not announced yet)' : ''}.` };
  const objections: Words = contact === null
    ? { zh: '如有异议，请在公示期内向公示单位提出。', en: 'Objections are received by the posting unit during this period.' }
    : { zh: `如有异议，请在公示期内向${contact.office}提出，电话 ${contact.phone}。`, en: `Objections are received during this period by ${contact.office}, telephone ${contact.phone}.` };
  return [window, objections];
}

function table({ columns: shown, rows }: PublicListAnswer, say: (words: Words) => string): string {
  const head = shown.map((member) => `<th scope="col">${say(heads[member] ?? { zh: member, en: member })}</th>`).join('');
  const body = rows.map((row) => `<tr>${shown.map((member) => cell(member, row, say)).join('')}</tr>`).join('\n');
  return `<table><caption>${say({ zh: `名单（共 ${rows.length} 人）`, en: `List (${rows.length} in all)` })}</caption><thead><tr>${head}</tr></thead><tbody>\n${body}\n</tbody></table>`;
}

function cell(member: string, row: JsonObject | null, say: (words: Words) => string): string {
  const value: Json = row?.[member] ?? '';
  if (member === 'stage' && typeof value === 'string' && value in stages) return `<td>${say(stages[value] ?? { zh: value, en: value })}</td>`;
  const plain = escaped(typeof value === 'string' || typeof value === 'number' ? String(value) : '');
  const apart = row?.['apart'];
  return member === 'name' && typeof apart === 'number' ? `<td>${plain}${say({ zh: `（同名之${apart}）`, en: ` (${apart} of this name)` })}</td>` : `<td>${plain}</td>`;
}

function escaped(text: string): string {
  return text.replaceAll(/[&<>"']/gu, (character) => `&#${character.codePointAt(0) ?? 0};`);
}

/** Whether a page is named and nothing is preferred to it: a browser. */
export function isBrowser(accept: string | undefined): boolean {
  return accept?.includes('text/html') === true && !wantsJson(accept);
}

/** Whether JSON is asked for before a page; a browser asks for a page. */
export function wantsJson(accept: string | undefined): boolean {
  const weights = new Map<string, number>();
  for (const entry of (accept ?? '').slice(0, 500).split(',')) {
    const [type = '', ...parameters] = entry.trim().toLowerCase().split(';');
    weights.set(type, Number(parameters.map((one) => /^\s*q=([\d.]+)\s*$/u.exec(one)?.[1]).find((one) => one !== undefined) ?? '1'));
  }
  return (weights.get('application/json') ?? 0) > (weights.get('text/html') ?? 0);
}
