import { catalogue } from './catalogue';
import type { Json } from './facts';
import { codeWord } from './rules/code-words';

type Both = { readonly zh: string; readonly en: string };

/** Inputs of a refusal that hold codes of the product's own. */
const CODED: ReadonlySet<string> = new Set(['status', 'why', 'grade', 'grades']);
/** What there is to choose from is shown as it is to be written, and so is what was written instead. */
const CHOICES: ReadonlySet<string> = new Set(['gradeNotUsed', 'gradeNotOfStudio']);

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

/** What an input of a refusal is called in its sentence; null where it is shown as it stands. The input itself stays a code. */
export function inputWord(rule: string, name: string, value: Json | undefined): Both | null {
  if (CHOICES.has(rule)) return null;
  if (name === 'terms' && isList(value)) return listed(value.map((term) => (typeof term === 'string' ? termWord(term) : null)));
  if (name === 'type' && typeof value === 'string') return Object.hasOwn(catalogue, value) ? quoted(catalogue[value as keyof typeof catalogue]) : null;
  if (!CODED.has(name)) return null;
  if (isList(value)) return listed(value.map((code) => (typeof code === 'string' ? codeWord(code) : null)));
  if (typeof value !== 'string') return null;
  return name === 'status' && Object.hasOwn(statuses, value) ? (statuses[value] ?? null) : codeWord(value);
}

/** A term of the working of a lifetime title: track, number, first and last day, and what it was assessed as. */
function termWord(term: string): Both | null {
  const [, track, number, from, to, grade] = /^(\S+) (\d+) \((\S+) – (\S*)\) (\S+)$/u.exec(term) ?? [];
  if (track === undefined || number === undefined || from === undefined || to === undefined || grade === undefined) return null;
  const word = grade === 'DEFERRED' ? { zh: '延期', en: 'put off' } : grade === '?' ? { zh: '未考核', en: 'not assessed' } : codeWord(grade);
  return { zh: `${track} 第 ${number} 届（${from} 至 ${to}）${word.zh}`, en: `${track} term ${number} (${from} to ${to}) ${word.en}` };
}

function quoted({ zh, en }: Both): Both {
  return { zh: `“${zh}”`, en: `"${en}"` };
}

/** null where one of them has no word, or there is none. */
function listed(words: readonly (Both | null)[]): Both | null {
  const known = words.flatMap((word) => word ?? []);
  if (known.length === 0 || known.length < words.length) return null;
  return { zh: known.map(({ zh }) => zh).join('、'), en: known.map(({ en }) => en).join(', ') };
}

function isList(value: Json | undefined): value is readonly Json[] {
  return Array.isArray(value);
}
