import type { BusinessDate } from '../domain/dates';
import type { Json, JsonObject } from '../domain/facts';
import { codeWord } from '../domain/rules/code-words';
import type { Notice } from '../event-store/notice';
import { titleLevels } from './code-words';
import type { Words } from './history';
import { reasons, roles } from './team-words';

/** What the fields of a fact that can be corrected are called; where one type means another thing by it, under that type first. */
const words: { readonly [field: string]: Notice } = {
  effectiveOn: { zh: '生效日期', en: 'Holds from' },
  grade: { zh: '等次', en: 'Grade' },
  unit: { zh: '单位', en: 'Unit' },
  stage: { zh: '学段', en: 'Stage' },
  subject: { zh: '学科', en: 'Subject' },
  enteredOn: { zh: '入职日期', en: 'Entered service on' },
  onEstablishment: { zh: '在编', en: 'On the establishment' },
  inPost: { zh: '在岗', en: 'In post' },
  name: { zh: '姓名', en: 'Name' },
  formerNames: { zh: '曾用名', en: 'Former names' },
  identityType: { zh: '证件类型', en: 'Identity document' },
  identityNumber: { zh: '证件号码', en: 'Identity number' },
  birthDate: { zh: '出生日期', en: 'Birth date' },
  sex: { zh: '性别', en: 'Sex' },
  phone: { zh: '联系电话', en: 'Phone' },
  from: { zh: '起', en: 'From' },
  to: { zh: '止', en: 'To' },
  'Transferred.from': { zh: '调出单位', en: 'From unit' },
  'Transferred.to': { zh: '调入单位', en: 'To unit' },
  form: { zh: '同意方式', en: 'Form of consent' },
  late: { zh: '收文', en: 'Paper received' },
  training: { zh: '培训', en: 'Training' },
  topic: { zh: '主题', en: 'Topic' },
  periods: { zh: '学时', en: 'Class periods' },
  provider: { zh: '举办单位', en: 'Provider' },
  completedOn: { zh: '完成日期', en: 'Completed on' },
  activity: { zh: '培训活动', en: 'Activity' },
  kind: { zh: '类别', en: 'Kind' },
  period: { zh: '考核周期', en: 'Period assessed' },
  title: { zh: '称号', en: 'Title' },
  assessor: { zh: '考核机构', en: 'Assessed by' },
  term: { zh: '届期', en: 'Term' },
  ground: { zh: '事由', en: 'Ground' },
  authority: { zh: '决定机关', en: 'Decided by' },
  certificateRecovered: { zh: '证书已收回', en: 'Certificate recovered' },
  reason: { zh: '理由', en: 'Reason' },
  employer: { zh: '用人单位', en: 'Employer' },
  level: { zh: '级别', en: 'Level' },
  obtainedOn: { zh: '取得日期', en: 'Obtained on' },
  validTo: { zh: '有效期至', en: 'Valid to' },
  number: { zh: '编号', en: 'Number' },
  issuer: { zh: '发证机关', en: 'Issued by' },
  year: { zh: '年度', en: 'Year' },
  periodsPerWeek: { zh: '周课时', en: 'Periods a week' },
  post: { zh: '职务', en: 'Post' },
  teaching: { zh: '兼课', en: 'Teaching beside it' },
  scopes: { zh: '影响范围', en: 'Bars' },
  releaseBy: { zh: '解除方式', en: 'Released by' },
  barMonths: { zh: '解除后影响月数', en: 'Months it bars after release' },
  measure: { zh: '处理措施', en: 'Measure' },
  basis: { zh: '依据', en: 'Basis' },
  expectedTo: { zh: '预计至', en: 'Expected to' },
  backOn: { zh: '返岗日期', en: 'Back on' },
  'LegacyTitleImported.name': { zh: '称号名称', en: 'Title as listed' },
  conferredOn: { zh: '授予时间', en: 'Conferred on' },
  programme: { zh: '方案', en: 'Programme' },
  body: { zh: '认定机关', en: 'Recognised by' },
  evidence: { zh: '证明材料', en: 'Evidence' },
  names: { zh: '名称', en: 'Name' },
  role: { zh: '团队身份', en: 'Role in the team' },
};

const UNITS: ReadonlySet<string> = new Set(['unit', 'assessor', 'authority', 'Transferred.from', 'Transferred.to']);
/** Fields whose values are codes of ours, by the list that says them. */
const CODES: { readonly [field: string]: (code: string) => Notice } = {
  stage: codeWord, grade: codeWord, kind: codeWord, post: codeWord, scopes: codeWord, form: codeWord, level: codeWord,
  'LegacyTitleImported.level': from(titleLevels),
  role: from(roles),
  'MemberLeft.reason': from(reasons),
  sex: from({ 0: { zh: '未知', en: 'unknown' }, 1: { zh: '男', en: 'male' }, 2: { zh: '女', en: 'female' }, 9: { zh: '未说明', en: 'not stated' } }),
  identityType: from({
    RESIDENT_ID: { zh: '居民身份证', en: 'resident identity card' },
    HK_MACAO_PERMIT: { zh: '港澳居民来往内地通行证', en: 'permit of a Hong Kong or Macao resident' },
    TAIWAN_PERMIT: { zh: '台湾居民来往大陆通行证', en: 'permit of a Taiwan resident' },
    FOREIGN_PERMANENT_RESIDENT: { zh: '外国人永久居留身份证', en: 'foreign permanent resident card' },
    PASSPORT: { zh: '护照', en: 'passport' },
  }),
  releaseBy: from({ AUTOMATIC: { zh: '期满自动解除', en: 'itself, at its end' }, DECISION: { zh: '须经决定解除', en: 'decision only' } }),
};

export const NONE: Notice = { zh: '无', en: 'none' };

export interface FieldValue {
  readonly field: string;
  readonly value: Json | undefined;
  /** Of the wording that it stands in. */
  readonly day: BusinessDate;
  readonly data: JsonObject;
}

export function fieldWord(type: string, field: string): Notice {
  return words[`${type}.${field}`] ?? words[field] ?? { zh: field, en: field };
}

/** A value as a person reads it: units and codes by name. */
export function valueWord(type: string, { field, value, day, data }: FieldValue, called: Pick<Words, 'org' | 'ground'>): Notice {
  if (value === undefined || value === null || value === '') return NONE;
  if (typeof value === 'boolean') return value ? { zh: '是', en: 'yes' } : { zh: '否', en: 'no' };
  if (Array.isArray(value)) return listed((value as readonly Json[]).map((one) => valueWord(type, { field, value: one, day, data }, called)));
  if (typeof value === 'object') return ofParts(value as JsonObject);
  const text = String(value);
  const own = `${type}.${field}`;
  if (UNITS.has(own) || UNITS.has(field)) return called.org(text, day);
  if (field === 'ground') return called.ground(String(data['programme']), text);
  return (CODES[own] ?? CODES[field] ?? same)(text);
}

function listed(values: readonly Notice[]): Notice {
  return values.length === 0 ? NONE : { zh: values.map(({ zh }) => zh).join('、'), en: values.map(({ en }) => en).join(', ') };
}

/** A term, a name in both languages, a late paper, a filed one. */
function ofParts(value: JsonObject): Notice {
  const { number, from: first, to, zh, en, receivedAt, receipt, file } = value;
  if (typeof zh === 'string' && typeof en === 'string') return { zh, en };
  if (typeof first === 'string') {
    const [toZh, toEn] = typeof to === 'string' ? [` 至 ${to}`, ` to ${to}`] : [' 起', ' on'];
    return { zh: `第 ${String(number)} 届 ${first}${toZh}`, en: `term ${String(number)}, from ${first}${toEn}` };
  }
  if (typeof receivedAt === 'string') return { zh: `${receivedAt.replace('T', ' ')}（收文 ${String(receipt)}）`, en: `${receivedAt.replace('T', ' ')} (receipt ${String(receipt)})` };
  return typeof file === 'string' ? { zh: `文件 ${file}`, en: `file ${file}` } : NONE;
}

function from(said: { readonly [code: string]: Notice }): (code: string) => Notice {
  return (code) => said[code] ?? same(code);
}

function same(code: string): Notice {
  return { zh: code, en: code };
}
