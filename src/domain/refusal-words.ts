import { ballotBases, cohortStages, exclusivities, outcomes, roleWords } from './act-words';
import { catalogue } from './catalogue';
import { dayWords } from './days-in-order';
import type { Json } from './facts';
import { codeWord } from './rules/code-words';

type Both = { readonly zh: string; readonly en: string };

/** How things stand that code-words.ts has no word for, or another one: studios, a pool, nominations, milestones, papers, sanctions. */
const statuses: { readonly [status: string]: Both } = {
  RUNNING: { zh: '运行中', en: 'running' },
  ENDED: { zh: '已期满', en: 'over' },
  CLOSED: { zh: '已撤销', en: 'closed' },
  CONFIRMED: { zh: '已认定', en: 'confirmed' },
  LEFT: { zh: '已退出', en: 'left' },
  TAKEN: { zh: '名额已占用', en: 'a place taken' },
  GIVEN_BACK: { zh: '名额已退回', en: 'the place given back' },
  OPEN: { zh: '已申报', en: 'put forward' },
  RETURNED: { zh: '已退回', en: 'returned' },
  DECLINED: { zh: '未通过', en: 'declined' },
  RECOMMENDED: { zh: '已推荐', en: 'recommended' },
  NOT_RECOMMENDED: { zh: '不予推荐', en: 'not recommended' },
  WITHDRAWN: { zh: '已撤回', en: 'withdrawn' },
  NOT_SELECTED: { zh: '未入选', en: 'not selected' },
  STRUCK: { zh: '审定时删去', en: 'struck by the approval' },
  ADMITTED: { zh: '已入选培养', en: 'admitted to cultivation' },
  CONFERRED: { zh: '已授予', en: 'conferred' },
  CONFERRAL_DECLINED: { zh: '未授予', en: 'not conferred' },
  NOT_YET_DUE: { zh: '未到期', en: 'not due yet' },
  DUE: { zh: '到期待办', en: 'due' },
  OVERDUE: { zh: '逾期', en: 'overdue' },
  REACHED: { zh: '已达到', en: 'reached' },
  MISSED: { zh: '未达到', en: 'missed' },
  NO_RECORD: { zh: '没有记录', en: 'no record' },
  ACCEPTED: { zh: '已通过', en: 'accepted' },
  IN_FORCE: { zh: '执行中', en: 'in force' },
  PENDING_RELEASE: { zh: '期满待解除', en: 'waiting to be released' },
};


/** Who acts, at which level, and where a round has come to. */
const words: { readonly [code: string]: Both } = {
  SchoolAdmin: { zh: '学校管理员', en: 'school administrator' },
  PartyOrg: { zh: '单位党组织', en: 'Party organisation of the unit' },
  BureauOfficer: { zh: '主管部门工作人员', en: 'bureau officer' },
  ResearchCentre: { zh: '教研机构人员', en: 'research centre' },
  ProjectLead: { zh: '项目负责人', en: 'project lead' },
  Supervisor: { zh: '督导人员', en: 'supervisor' },
  Expert: { zh: '评审专家', en: 'expert' },
  Auditor: { zh: '审计人员', en: 'auditor' },
  SystemOperator: { zh: '系统管理员', en: 'system operator' },
  Subscriber: { zh: '订阅方', en: 'subscriber' },
  PROVINCE: { zh: '省', en: 'province' },
  CITY: { zh: '市', en: 'city' },
  DISTRICT: { zh: '区县', en: 'district' },
  COUNTY: { zh: '县', en: 'county' },
  SCHOOL: { zh: '学校', en: 'school' },
  BUREAU: { zh: '主管部门', en: 'bureau' },
  OPEN: { zh: '申报', en: 'nominations' },
  NOMINATIONS_CLOSED: { zh: '申报已截止', en: 'nominations closed' },
  SCORES_OPENED: { zh: '评分已启封', en: 'scores opened' },
  RANKED: { zh: '已排名', en: 'ranked' },
  PUBLICITY_OPENED: { zh: '公示中', en: 'publicity' },
  PUBLICITY_CLOSED: { zh: '公示已结束', en: 'publicity closed' },
  CONFERRAL_DECIDED: { zh: '已决定授予', en: 'conferral decided' },
  CONCLUDED: { zh: '已结束', en: 'concluded' },
};

/** Inputs whose codes mean something of their own there. */
const OF_INPUT: { readonly [input: string]: { readonly [code: string]: Both } } = {
  status: statuses,
  base: ballotBases, declared: ballotBases, given: ballotBases,
  role: roleWords, holds: roleWords, roles: roleWords,
  stage: cohortStages, wanted: cohortStages,
  exclusivity: exclusivities,
  outcome: outcomes,
  earlier: dayWords, later: dayWords,
  word: { ON_OR_AFTER: { zh: '以后（含当日）', en: 'from the day on' }, AFTER: { zh: '后（不含当日）', en: 'after the day' }, ON_OR_BEFORE: { zh: '以前（含当日）', en: 'up to the day' }, BEFORE: { zh: '前（不含当日）', en: 'before the day' } },
  waiver: { AWARD_SEATS: { zh: '授予名额', en: 'award seats' } },
};
/** What a notice or an entry names as it likes. */
const AS_WRITTEN: ReadonlySet<string> = new Set(['limit', 'group', 'own', 'topic', 'asked', 'qualification', 'purpose', 'component']);
/** What is to be written stands beside its word wherever it is asked for. */
const TO_WRITE: ReadonlySet<string> = new Set(['waiver', 'later']);

/** What a value of a refusal is read as. */
export interface Spoken {
  /** Input that it stands under. */
  readonly input: string;
  /** By the programme and the tree, where they were at hand. */
  readonly called: { readonly [code: string]: Both };
  /** There is something to choose from: what is to be written stands beside its word, and what was written stands in quotation marks. */
  readonly choice: boolean;
}

/** A value as it stands in a sentence. The input itself stays a code. */
export function spokenValue(value: Json | undefined, spoken: Spoken): Both {
  if (value === undefined) return { zh: '〔无〕', en: '[none]' };
  // A refusal gives null where nothing is set: an appointment without an end, a post at whichever level; or there is none to choose from.
  if (value === null || (isList(value) && value.length === 0)) return { zh: '无', en: 'none' };
  if (typeof value === 'string') return textWord(value, spoken);
  if (typeof value === 'number' || typeof value === 'boolean') return { zh: String(value), en: String(value) };
  if (!isList(value)) return { zh: JSON.stringify(value), en: JSON.stringify(value) };
  const items = value.map((one) => spokenValue(one, spoken));
  return { zh: items.map(({ zh }) => zh).join('、'), en: items.map(({ en }) => en).join(', ') };
}

/** Looks like a code, though nothing knows it. */
const CODE = /^[A-Z][A-Z0-9]+(?:_[A-Z0-9]+)*$/u;

function textWord(text: string, { input, called, choice }: Spoken): Both {
  if (input === 'type' && Object.hasOwn(catalogue, text)) return quoted(catalogue[text as keyof typeof catalogue]);
  const working = input === 'terms' ? termWord(text, called) : input === 'working' ? leadWord(text, called) : null;
  if (working !== null) return working;
  const word = wordOf(text, input, called);
  if (word !== null) return choice || TO_WRITE.has(input) ? { zh: `${word.zh}（${text}）`, en: `${word.en} (${text})` } : word;
  if (CODE.test(text)) return choice || AS_WRITTEN.has(input) ? quoted({ zh: text, en: text }) : { zh: text, en: text };
  return countedWord(text, input, called) ?? { zh: text, en: text };
}

/** A code with its number: `LESSON_DESIGN 2`, `RURAL ≥ 3`. */
function countedWord(text: string, input: string, called: Spoken['called']): Both | null {
  const [, code, number] = /^([A-Z][A-Z0-9_]+) ((?:[≥≤] )?[\d.]+)$/u.exec(text) ?? [];
  if (code === undefined || number === undefined) return null;
  const word = wordOf(code, input, called) ?? quoted({ zh: code, en: code });
  return { zh: `${word.zh} ${number}`, en: `${word.en} ${number}` };
}

function wordOf(code: string, input: string, called: Spoken['called']): Both | null {
  if (Object.hasOwn(called, code)) return called[code] ?? null;
  const own = OF_INPUT[input];
  if (own !== undefined && Object.hasOwn(own, code)) return own[code] ?? null;
  if (Object.hasOwn(words, code)) return words[code] ?? null;
  const known = codeWord(code);
  return known.zh === code ? null : known;
}

/** A term of the working of a lifetime title: track, number, first and last day, and what it was assessed as. */
function termWord(term: string, called: Spoken['called']): Both | null {
  const [, track, number, from, to, grade] = /^(\S+) (\d+) \((\S+) – (\S*)\) (\S+)$/u.exec(term) ?? [];
  if (track === undefined || number === undefined || from === undefined || to === undefined || grade === undefined) return null;
  const word = grade === 'DEFERRED' ? { zh: '延期', en: 'put off' } : grade === '?' ? { zh: '未考核', en: 'not assessed' } : codeWord(grade);
  const name = called[track] ?? { zh: track, en: track };
  return { zh: `${name.zh} 第 ${number} 届（${from} 至 ${to}）${word.zh}`, en: `${name.en} term ${number} (${from} to ${to}) ${word.en}` };
}

/** A step of the working of a lead: `NEW_EDGE → DISTRICT (Z24)`, `school-1 → CITY`, `STAGE > TIER (Z26)`. */
function leadWord(step: string, called: Spoken['called']): Both | null {
  const [, first, sign, second, clause] = /^(\S+) ([>?→]) (\S+)(?: \((\S*)\))?$/u.exec(step) ?? [];
  if (first === undefined || sign === undefined || second === undefined) return null;
  const by = clause === undefined || clause === '' ? { zh: '', en: '' } : { zh: `（${clause}）`, en: ` (${clause})` };
  if (sign === '→') {
    const [of, leads] = [wordOf(first, 'working', called) ?? { zh: first, en: first }, second === '?' ? { zh: '待定', en: 'left open' } : (wordOf(second, 'level', {}) ?? { zh: second, en: second })];
    return { zh: `${of.zh} → ${leads.zh}${by.zh}`, en: `${of.en} → ${leads.en}${by.en}` };
  }
  const [one, other] = [tables[first], tables[second]];
  if (one === undefined || other === undefined) return null;
  return sign === '?' ? { zh: `层级与学段的先后待定${by.zh}`, en: `whether tier or stage comes first is left open${by.en}` } : { zh: `${one.zh}先于${other.zh}${by.zh}`, en: `${one.en} before ${other.en}${by.en}` };
}

const tables: { readonly [table: string]: Both } = { TIER: { zh: '层级', en: 'tier' }, STAGE: { zh: '学段', en: 'stage' } };

function quoted({ zh, en }: Both): Both {
  return { zh: `“${zh}”`, en: `"${en}"` };
}

function isList(value: Json): value is readonly Json[] {
  return Array.isArray(value);
}
