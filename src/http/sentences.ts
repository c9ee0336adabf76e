import { listRefusals } from '../commands/refusal-sentences';
import type { Json, JsonObject, PersonId, Refusal } from '../domain/facts';
import { filled, refusalText, withClause } from '../domain/refusal-notice';
import { spokenValue } from '../domain/refusal-words';
import { nextStep } from '../domain/rules/next-steps';
import type { Notice } from '../event-store/notice';

export type Language = 'zh' | 'en';

/** What the edge itself says no to: each with what to do. Placeholders are filled by `said`. */
export const edgeSentences = {
  malformedJson: { zh: '请求体不是有效的 JSON。请检查逗号、引号和括号后重发。', en: 'The body is not valid JSON. Check commas, quotes and brackets, and send it again.' },
  malformedJsonNear: { zh: '请求体不是有效的 JSON（第 {line} 行第 {column} 列附近）。请改正后重发。', en: 'The body is not valid JSON (near line {line}, column {column}). Correct it and send it again.' },
  notUtf8: { zh: '请求体不是有效的 UTF-8 文本。请以 UTF-8 编码重发。', en: 'The body is not valid UTF-8. Send it again encoded as UTF-8.' },
  unsafeNumber: { zh: '{path} 的数 {number} 超出可精确表示的范围（±(2^53−1)）。请改用范围内的数；编号请写成文本。', en: 'The number {number} at {path} lies beyond what can be held exactly (±(2^53−1)). Use a number within; write ids as text.' },
  loneSurrogate: { zh: '文本（{path}）含有残缺的 Unicode 字符。请重新输入该文本。', en: 'The text at {path} holds half a Unicode character. Enter it again.' },
  forbiddenKey: { zh: '字段名 {key} 不允许使用。请删去。', en: 'A field may not be called {key}. Remove it.' },
  repeatedKey: { zh: '字段 {path} 写了两次。请只写一次。', en: 'The field {path} is given twice. Give it once.' },
  tooDeep: { zh: '请求体嵌套超过 {depth} 层。请简化。', en: 'The body is nested more than {depth} levels deep. Make it simpler.' },
  fieldsWrong: { zh: '有 {count} 个字段不正确，什么都没有保存。请按 errors 逐项改正。', en: '{count} fields are not right; nothing was stored. Correct each as errors says.' },
  mappingNotConfirmed: { zh: '这种表头尚未确认各列的含义，没有导入。请核对 report.sheets 中的 columns，用 POST /import-mappings（unit 为 {unit}）确认后重新导入。', en: 'What the columns of this layout mean is not confirmed, so nothing was imported. Check columns under report.sheets, confirm them with POST /import-mappings (unit {unit}) and import again.' },
  rowsWrong: { zh: '有 {wrong} 行不能导入，什么都没有保存。请按 report.problems 逐格改正；或用 rows=passing 先导入其余的行。', en: '{wrong} rows cannot be imported; nothing was stored. Correct each cell as report.problems says, or import the others with rows=passing.' },
  questionsOpen: { zh: '有 {questions} 行与同校同名者待核实，什么都没有保存。请按 report.problems 核实；确为不同的人，请以 namesakes=distinct 再次导入。', en: '{questions} rows have a namesake at the same school; nothing was stored. Check each as report.problems says; if they are different people, import again with namesakes=distinct.' },
  exportTooLarge: { zh: '超过 {most} 行，不能导出为一个文件。请用筛选条件分几次导出。', en: 'There are more than {most} rows, too many for one file. Export in parts, by a narrower filter.' },
  noSuchAddress: { zh: '没有这个地址：{method} {path}。可用的地址见 /docs。', en: 'There is no such address: {method} {path}. /docs lists those that there are.' },
  methodNotAllowed: { zh: '此地址不接受 {method}，可用：{allowed}。', en: 'This address does not take {method}; it takes {allowed}.' },
  tooLarge: { zh: '请求体超过上限（{limit}）。请分成几次发送；批量登记用 /teachers/batches。', en: 'The body is larger than {limit}. Send it in parts; /teachers/batches is for many teachers.' },
  mediaType: { zh: '不支持这种内容类型。请用 {accepted}。', en: 'This content type is not taken. Use {accepted}.' },
  badRequest: { zh: '请求无法理解。请对照 /docs 检查。', en: 'The request cannot be understood. Compare it with /docs.' },
  badCharacters: { zh: '请求无法读取：地址或请求头中有不合规的字符。地址中的汉字、空格等请按 UTF-8 作百分号编码后重发，例如 subject=%E8%AF%AD%E6%96%87；用 curl 时可写 -G --data-urlencode "subject=语文"。', en: 'The request cannot be read: its address or headers hold a character that may not stand there. Percent-encode Chinese characters and blanks in the address as UTF-8, such as subject=%E8%AF%AD%E6%96%87; with curl, -G --data-urlencode "subject=语文".' },
  headersTooLarge: { zh: '地址或请求头过长。请减少筛选条件或请求头后重发。', en: 'The address or the headers are too long. Send the request again with fewer filters or headers.' },
  requestTimeout: { zh: '请求未在规定时间内发完，什么都没有保存。请检查网络后用同一个 Idempotency-Key 重发。', en: 'The request did not arrive whole in time; nothing was stored. Check the network and send it again with the same Idempotency-Key.' },
  noToken: { zh: '需要身份令牌。请在 Authorization 头中以 Bearer 形式提供；演示环境可用 npm run echelon -- token <角色> 取得。', en: 'A token is needed, as a Bearer in the Authorization header; in a demonstration npm run echelon -- token <persona> prints one.' },
  tokenMalformed: { zh: '身份令牌无法读取。请重新取得。', en: 'The token cannot be read. Get a new one.' },
  tokenExpired: { zh: '身份令牌已过期。请重新取得。', en: 'The token has expired. Get a new one.' },
  tokenNotYet: { zh: '身份令牌尚未生效。请检查时钟，或稍后再试。', en: 'The token is not valid yet. Check the clock or try again later.' },
  tokenSignature: { zh: '身份令牌不是由本系统认可的机构签发的。请向 {issuer} 取得令牌。', en: 'The token was not signed by an issuer that this server trusts. Get one from {issuer}.' },
  tokenIssuer: { zh: '身份令牌的签发者不对。请向 {issuer} 取得令牌。', en: 'The token names another issuer. Get one from {issuer}.' },
  tokenAudience: { zh: '身份令牌不是签发给本系统的（aud 应为 {audience}）。请取得正确的令牌。', en: 'The token was not made for this system (aud must be {audience}). Get one that is.' },
  tokenClaim: { zh: '身份令牌缺少 {claim} 或其值不对。请联系签发机构。', en: 'The token lacks {claim} or has it wrong. Ask its issuer.' },
  tokenSubject: { zh: '身份令牌没有写明人员（sub）。请联系签发机构。', en: 'The token does not say who its holder is (sub). Ask its issuer.' },
  issuerUnreachable: { zh: '暂时无法取得签发机构的公钥，无法核对令牌。请稍候重试。', en: 'The issuer\'s keys cannot be fetched at the moment, so the token cannot be checked. Try again shortly.' },
  mayNotRead: { zh: '您现有的任职（{posts}）不能查阅此内容。请由有权的人员查阅，或用 Echelon-Acting-As 选用适当的任职。', en: 'Your appointments ({posts}) do not let you read this. Have someone read it who may, or pick a fitting appointment with Echelon-Acting-As.' },
  mayReadOnly: { zh: '您现有的任职（{posts}）不能查阅此内容。可以查阅的任职：{may}（所在单位须管辖有关单位）；请由有此任职的人员查阅，或用 Echelon-Acting-As 选用适当的任职。', en: 'Your appointments ({posts}) do not let you read this. Posts that may, at a unit that answers for it: {may}. Have one of them read it, or pick a fitting appointment with Echelon-Acting-As.' },
  mayFollowOnly: { zh: '您现有的任职（{posts}）不能订阅事件。可以订阅的任职：{may}；请由主管单位登记任职，或用 Echelon-Acting-As 选用适当的任职。', en: 'Your appointments ({posts}) do not let you follow the events. Posts that may: {may}. Have the body in charge record an appointment, or pick a fitting one with Echelon-Acting-As.' },
  mayFollowTypesOnly: { zh: '您现有的任职不能订阅这些事件类型：{types}。可以订阅的类型：{may}。', en: 'Your appointments do not let you follow these types of events: {types}. Types that you may: {may}.' },
  ifMatchMalformed: { zh: 'If-Match 应为读取时的 ETag，例如 "12"。', en: 'If-Match must be the ETag of what was read, such as "12".' },
  positionMalformed: { zh: 'Echelon-Position 应为先前回答中的位置，请原样使用。', en: 'Echelon-Position must be a position from an earlier answer, unchanged.' },
  keyMalformed: { zh: 'Idempotency-Key 应为 1 至 200 个可见的 ASCII 字符。', en: 'Idempotency-Key must be 1 to 200 visible ASCII characters.' },
  eventIdMalformed: { zh: '{name} 应为先前收到的事件标识，请原样使用；从头开始则不写。', en: '{name} must be an event id received before, unchanged; leave it out to begin at the start.' },
  foreignLog: { zh: '这个事件标识不属于现在的日志（日志已更换或恢复过）。请从头订阅并核对。', en: 'That event id does not belong to this log (it was exchanged or restored). Subscribe from the start and compare.' },
  actingAsMalformed: { zh: 'Echelon-Acting-As 应为一个任职的标识。', en: 'Echelon-Acting-As must be the id of one appointment.' },
  noSuchId: { zh: '没有找到 {what} {id}。请检查标识。', en: 'There is no {what} {id}. Check the id.' },
  storeUnavailable: { zh: '存储暂时不可用，本次没有保存。请稍候用同一个 Idempotency-Key 重试。', en: 'A store cannot be reached at the moment; nothing was stored. Try again shortly with the same Idempotency-Key.' },
  readUnavailable: { zh: '存储暂时不可用，无法读取。请稍候重试。', en: 'A store cannot be reached at the moment, so this cannot be read. Try again shortly.' },
  erasedFile: { zh: '此文件所属人员的个人信息已删除，文件不能再读取。', en: 'The person whom this file is about was erased; the file can no longer be read.' },
  shuttingDown: { zh: '服务正在停止。请稍候重试。', en: 'The server is stopping. Try again shortly.' },
  internal: { zh: '服务器内部出错，已记录（编号 {incident}）。请稍候用同一个 Idempotency-Key 重试；若再次出现，请把编号告诉管理员。', en: 'Something went wrong in the server and was logged (number {incident}). Try again shortly with the same Idempotency-Key; if it happens again, tell the operator the number.' },
} as const satisfies { readonly [key: string]: Notice };

export type EdgeSentence = keyof typeof edgeSentences;

/** An edge sentence with its placeholders filled. */
export function said(key: EdgeSentence, values: { readonly [name: string]: Json } = {}): Notice {
  return filled(edgeSentences[key], (name) => spokenValue(Object.hasOwn(values, name) ? values[name] : undefined, { input: name, called: {}, choice: false }));
}

/** The refusal of a rule as a person reads it; `reader`'s own values are shown where they are given. */
export function refusalNotice(refusal: Refusal): Notice {
  const own = personalOf(refusal);
  const values = own === null ? null : ownInputs(own);
  const ofLists = Object.hasOwn(listRefusals, refusal.rule) ? listRefusals[refusal.rule as keyof typeof listRefusals] : undefined;
  const sentence = withClause(refusalText(refusal, values, ofLists) ?? { zh: `规则 ${refusal.rule} 不允许此操作。`, en: `Rule ${refusal.rule} does not allow this.` }, refusal.clause);
  // The sentences of eligibility rules stand in histories and reviews too, where there is nothing to do any more.
  const next = nextStep(refusal, values);
  return next === null ? sentence : { zh: `${sentence.zh}${next.zh}`, en: `${sentence.en} ${next.en}` };
}

function personalOf({ personal }: Refusal): JsonObject | null {
  const parts: readonly (readonly [PersonId, JsonObject])[] = Object.entries(personal ?? {});
  return parts[0]?.[1] ?? null;
}

/** A refusal read back from the log holds the whole part of the fact, the decisive values under `refusal`. */
function ownInputs(part: JsonObject): JsonObject {
  const own = part['refusal'];
  return isObject(own) ? own : part;
}

function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** zh unless the caller prefers en: `Accept-Language` by its weights, other languages ignored. */
export function languageOf(acceptLanguage: string | undefined): Language {
  let best: { readonly language: Language; readonly weight: number } = { language: 'zh', weight: 0 };
  for (const entry of (acceptLanguage ?? '').slice(0, 500).split(',')) {
    const [range = '', ...parameters] = entry.trim().toLowerCase().split(';');
    const weight = Number(parameters.map((one) => /^\s*q=([\d.]+)\s*$/u.exec(one)?.[1]).find((one) => one !== undefined) ?? '1');
    const language = range.startsWith('zh') ? 'zh' : range.startsWith('en') ? 'en' : null;
    if (language !== null && weight > best.weight) best = { language, weight };
  }
  return best.language;
}
